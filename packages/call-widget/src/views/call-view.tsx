import { Move } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { Call, HostShortcuts } from "../contract/index.ts";
import type { LayoutName } from "../layout/arrange.ts";
import { ControlBar } from "./control-bar.tsx";
import { Ended } from "./ended.tsx";
import { LiveRegion } from "./live-region.tsx";
import { useMovable } from "./movable.ts";
import { Notices } from "./notices.tsx";
import { Shield } from "../encryption/shield.tsx";
import { Panel, type PanelName } from "./panel.tsx";
import { LectureLine } from "../floor/lecture-line.tsx";
import { onStage } from "../floor/rules.ts";
import { Floating } from "../reactions/floating.tsx";
import { shortcutsOf } from "../shortcuts/keys.ts";
import { useShortcuts } from "../shortcuts/use-shortcuts.ts";
import { Preview } from "../preview/preview.tsx";
import { Stage } from "./stage.tsx";
import { type Describe, useCall, useTexts } from "./use-call.ts";

const RttStrip = lazy(() => import("../real-time-text/rtt-strip.tsx"));

export interface CallViewProps {
  readonly call: Call;
  /** Name of the room or meeting. */
  readonly title: string;
  /**
   * `full`: fills its place. `side`: narrow, beside the chat. `picture`: a small picture, fixed to
   * the window and movable, that stays while something else is read. Default: `full`.
   */
  readonly layout?: LayoutName;
  /** Names and organisations as the host knows them. */
  readonly describe?: Describe;
  /** The user closes the preview or the last screen. Without it there is nothing to close. */
  readonly onClose?: () => void;
  /** From the small picture back to the call. */
  readonly onExpand?: () => void;
  /** Takes the keys of the call; without it they work where the focus is in the call or nowhere. */
  readonly shortcuts?: HostShortcuts;
}

/** The whole call: before, in, and after it. Texts come from the namespace `CALL_NAMESPACE`. */
export function CallView({
  call,
  title,
  layout = "full",
  describe,
  onClose,
  onExpand,
  shortcuts: hostShortcuts,
}: CallViewProps): ReactNode {
  const t = useTexts();
  const snapshot = useCall(call);
  const { phase } = snapshot;
  const { ref: region, onPointerDown, onKeyDown } = useMovable();
  const picture = layout === "picture";

  useEffect(() => {
    if (call.get().phase.kind === "preview") void call.prepare();
  }, [call]);

  const running = phase.kind === "joined" || phase.kind === "reconnecting";
  const [panel, setPanel] = useState<PanelName>();
  const toggle = useCallback(
    (name: PanelName) => setPanel((before) => (before === name ? undefined : name)),
    [],
  );
  const closePanel = useCallback(() => setPanel(undefined), []);
  const keys = useMemo(
    () =>
      running ? shortcutsOf(call, toggle, (name) => t(`shortcuts.${name}`), picture) : undefined,
    [running, call, toggle, t, picture],
  );
  useShortcuts(region, keys, hostShortcuts);
  const { participants, floor } = snapshot;
  const placed = useMemo(() => onStage(participants, floor), [participants, floor]);

  return (
    <section
      ref={region}
      className={`call call--${layout}`}
      aria-label={`${t("call")}: ${title}`}
      data-phase={phase.kind}
      onPointerDown={picture ? onPointerDown : undefined}
    >
      {running ? (
        <>
          {picture ? (
            <button
              type="button"
              className="call-grip"
              aria-label={t("controls.move")}
              title={t("controls.moveHint")}
              onKeyDown={onKeyDown}
            >
              <Move aria-hidden="true" size={14} />
            </button>
          ) : null}
          <Notices call={call} snapshot={snapshot} describe={describe} />
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
              <Panel
                key={panel}
                call={call}
                name={panel}
                describe={describe}
                onClose={closePanel}
              />
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
      ) : phase.kind === "ended" ? (
        <Ended call={call} reason={phase.reason} onClose={onClose} />
      ) : (
        <Preview call={call} snapshot={snapshot} title={title} onClose={onClose} />
      )}
    </section>
  );
}
