import { Move } from "lucide-react";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import type { KeyboardEvent, ReactNode, RefObject } from "react";
import { Shield } from "../encryption/shield.tsx";
import { FloorNotices } from "../floor/floor-notices.tsx";
import { LectureLine } from "../floor/lecture-line.tsx";
import { onStage } from "../floor/rules.ts";
import { Floating } from "../reactions/floating.tsx";
import type { LayoutName } from "../layout/arrange.ts";
import { RttNotices } from "../real-time-text/rtt-notices.tsx";
import { shortcutsOf } from "../shortcuts/keys.ts";
import { useShortcuts } from "../shortcuts/use-shortcuts.ts";
import type { CallViewProps } from "./call-view.tsx";
import { ControlBar } from "./control-bar.tsx";
import { LiveRegion } from "./live-region.tsx";
import { Notices } from "./notices.tsx";
import { Panel, type PanelName } from "./panel.tsx";
import { Stage } from "./stage.tsx";
import { useCall, useTexts } from "./use-call.ts";

const WhisperNotices = lazy(() => import("../sub-room/whisper-notices.tsx"));
const SpeechNotice = lazy(() => import("../speaking-list/speech-notice.tsx"));
const RttStrip = lazy(() => import("../real-time-text/rtt-strip.tsx"));

export interface RunningProps extends Pick<CallViewProps, "call"> {
  readonly layout: LayoutName;
  readonly describe: CallViewProps["describe"];
  readonly onExpand: CallViewProps["onExpand"];
  readonly shortcuts: CallViewProps["shortcuts"];
  /** The call as a whole, within which its keys work. */
  readonly region: RefObject<HTMLElement | null>;
  /** Moves the small picture by keys. */
  readonly onMove: (event: KeyboardEvent<HTMLElement>) => void;
}

/** A call that one is in: its people, and everything that can be done in it. */
export default function Running({
  call,
  layout,
  describe,
  onExpand,
  shortcuts: hostShortcuts,
  region,
  onMove,
}: RunningProps): ReactNode {
  const t = useTexts();
  const snapshot = useCall(call);
  const picture = layout === "picture";
  const [panel, setPanel] = useState<PanelName>();
  const toggle = useCallback(
    (name: PanelName) => setPanel((before) => (before === name ? undefined : name)),
    [],
  );
  const closePanel = useCallback(() => setPanel(undefined), []);
  const keys = useMemo(
    () => shortcutsOf(call, toggle, (name) => t(`shortcuts.${name}`), picture),
    [call, toggle, t, picture],
  );
  useShortcuts(region, keys, hostShortcuts);
  const { participants, floor, subRoom } = snapshot;
  const placed = useMemo(() => onStage(participants, floor), [participants, floor]);

  return (
    <>
      {picture ? (
        <button
          type="button"
          className="call-grip"
          aria-label={t("controls.move")}
          title={t("controls.moveHint")}
          onKeyDown={onMove}
        >
          <Move aria-hidden="true" size={14} />
        </button>
      ) : null}
      <Notices call={call} snapshot={snapshot} describe={describe}>
        <FloorNotices call={call} />
        <RttNotices call={call} />
        {(floor.list?.limit ?? 0) > 0 && (floor.list?.turns.length ?? 0) > 0 ? (
          <Suspense>
            <SpeechNotice call={call} describe={describe} />
          </Suspense>
        ) : null}
        {subRoom.invitation || subRoom.room || subRoom.problem !== undefined ? (
          <Suspense>
            <WhisperNotices call={call} participants={participants} describe={describe} />
          </Suspense>
        ) : null}
      </Notices>
      {picture ? null : (
        <LectureLine
          call={call}
          empty={placed.length === 0}
          onQuestions={() => setPanel("people")}
        />
      )}
      <div className="call-middle">
        <Stage call={call} participants={placed} layout={layout} describe={describe} />
        {picture ? null : <Shield call={call} describe={describe} />}
        <Floating call={call} participants={snapshot.participants} describe={describe} />
        {panel === undefined || picture ? null : (
          <Panel key={panel} call={call} name={panel} describe={describe} onClose={closePanel} />
        )}
      </div>
      {snapshot.rtt.open && !picture ? (
        <Suspense>
          <RttStrip call={call} participants={participants} describe={describe} />
        </Suspense>
      ) : null}
      <ControlBar
        call={call}
        snapshot={snapshot}
        layout={layout}
        panel={panel}
        onPanel={toggle}
        onExpand={onExpand}
      />
      <LiveRegion call={call} participants={snapshot.participants} describe={describe} />
    </>
  );
}
