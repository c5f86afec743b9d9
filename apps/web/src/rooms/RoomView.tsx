import type { RoomHandle } from "@plenum/matrix";
import { classes, Skeleton, VisuallyHidden } from "@plenum/ui";
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { Composer } from "../composer/Composer.tsx";
import type { ComposerTarget } from "../composer/target.ts";
import { encryptionTexts } from "../encryption/texts.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { joinTexts } from "../join/texts.ts";
import { AbsenceLine } from "../presence/AbsenceLine.tsx";
import type { OpenPanel } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { Timeline } from "../timeline/Timeline.tsx";
import { FileDrop } from "../composer/FileDrop.tsx";
import { RoomDialogHost } from "./RoomDialog.tsx";
import { RoomHeader } from "./RoomHeader.tsx";
import { RoomLines } from "./RoomLines.tsx";
import {
  RoomNavigationProvider,
  useRoomNavigation,
  type RoomNavigation,
} from "./RoomNavigation.tsx";
import { mayWrite } from "./may-write.ts";
import { roomTexts } from "./texts.ts";
import { useRoom } from "./use-room.ts";
import "@plenum/ui/emoji.css";
import "./room.css";

const TrustLine = lazyView(() => import("../encryption/TrustLine.tsx"), encryptionTexts);
const OutsideRoom = lazyView(() => import("./OutsideRoom.tsx"), joinTexts);
const ReadOnlyLine = lazyView(() => import("./ReadOnlyLine.tsx"), roomTexts);
const SidePanel = lazy(() => import("./SidePanel.tsx"));

/** One room: header, timeline, composer, and one side panel at a time. */
export function RoomView({
  roomId,
  panel,
  eventId,
  onPanel,
  onEvent,
}: {
  roomId: string;
  panel: OpenPanel | undefined;
  /** Message that shall be in sight; undefined for the newest. */
  eventId?: string | undefined;
  /** Another panel, or none, is wanted; with a message, it is where the address led to anyway. */
  onPanel: (panel: OpenPanel | undefined, eventId?: string) => void;
  /** Another message is wanted in sight, or none in particular any more. */
  onEvent: (eventId: string | undefined) => void;
}): ReactNode {
  const handle = useRoom(roomId);
  // Asking for the message that the address names already is asking once more.
  const [request, setRequest] = useState(0);
  const leaving = useRef<() => void>(undefined);
  const navigation = useMemo<RoomNavigation>(
    () => ({
      roomId,
      openPanel: (name, detail = "") => onPanel({ name, detail }),
      closePanel: () => onPanel(undefined),
      showEvent: (event) => {
        leaving.current?.();
        setRequest((before) => before + 1);
        onEvent(event);
      },
      openThread: (rootId, event) => onPanel({ name: "thread", detail: rootId }, event),
      beforeJump(note) {
        leaving.current = note;
        return () => {
          if (leaving.current === note) leaving.current = undefined;
        };
      },
      eventId,
    }),
    [roomId, onPanel, onEvent, eventId],
  );
  const toLatest = useCallback(() => {
    if (eventId !== undefined) onEvent(undefined);
  }, [eventId, onEvent]);
  return (
    <RoomNavigationProvider value={navigation}>
      <section className={classes("pl-room", panel !== undefined && "pl-room--panel")}>
        <RoomDialogHost>
          {handle ? (
            <OpenRoom
              handle={handle}
              panel={panel}
              eventId={eventId}
              request={request}
              onLatest={toLatest}
            />
          ) : null}
        </RoomDialogHost>
      </section>
    </RoomNavigationProvider>
  );
}

function OpenRoom({
  handle,
  panel,
  eventId,
  request,
  onLatest,
}: {
  handle: RoomHandle;
  panel: OpenPanel | undefined;
  eventId: string | undefined;
  request: number;
  onLatest: () => void;
}): ReactNode {
  const { session } = useWorkspace();
  const { closePanel } = useRoomNavigation();
  const summary = useObservable(handle.summary);
  const ready = useObservable(session.roomsReady);
  const [target, setTarget] = useState<ComposerTarget>();
  const clearTarget = useCallback(() => setTarget(undefined), []);

  if (summary?.membership !== "join") {
    if (summary === undefined && !ready) return <RoomSkeleton />;
    return (
      <Suspense fallback={<RoomSkeleton />}>
        <OutsideRoom roomId={handle.id} summary={summary} />
      </Suspense>
    );
  }
  return (
    <>
      {summary.directUserId === undefined || session.guestOf !== undefined ? null : (
        <Suspense>
          <TrustLine userId={summary.directUserId} roomId={handle.id} name={summary.name} />
        </Suspense>
      )}
      <RoomHeader handle={handle} summary={summary} panel={panel?.name} />
      <FileDrop roomId={handle.id} disabled={!mayWrite(summary)}>
        {session.guestOf === undefined ? <RoomLines handle={handle} summary={summary} /> : null}
        <Timeline
          handle={handle}
          summary={summary}
          eventId={eventId}
          request={request}
          onTarget={setTarget}
          onLatest={onLatest}
        />
        {mayWrite(summary) ? (
          <>
            {summary.directUserId === undefined ? null : (
              <AbsenceLine userId={summary.directUserId} name={summary.name} />
            )}
            <Composer
              handle={handle}
              name={summary.name}
              target={target}
              onTargetDone={clearTarget}
              onTarget={setTarget}
            />
          </>
        ) : summary.closed === undefined ? (
          <Suspense>
            <ReadOnlyLine />
          </Suspense>
        ) : null}
      </FileDrop>
      {panel === undefined ? null : (
        <Suspense>
          <SidePanel
            handle={handle}
            summary={summary}
            panel={panel.name}
            detail={panel.detail}
            onClose={closePanel}
          />
        </Suspense>
      )}
    </>
  );
}

function RoomSkeleton(): ReactNode {
  const { t } = useI18n();
  return (
    <div className="pl-room__skeleton" aria-busy="true">
      <VisuallyHidden>{t("room.loading")}</VisuallyHidden>
      {["30%", "62%", "48%", "70%", "36%"].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  );
}
