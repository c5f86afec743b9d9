import type { RoomHandle, RoomSummary } from "@plenum/matrix";
import { Suspense, useEffect } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { callDockTexts } from "../call/texts.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { roomTexts } from "./texts.ts";

const ClosedLine = lazyView(() => import("./ClosedLine.tsx"), roomTexts);
const AttendanceLine = lazyView(() => import("../attendance/AttendanceLine.tsx"), callDockTexts);
const KnockLine = lazyView(() => import("./KnockLine.tsx"), roomTexts);

/** Quiet lines over the messages: where a closed room goes on, and who asks to be let in. */
export function RoomLines({
  handle,
  summary,
}: {
  handle: RoomHandle;
  summary: RoomSummary;
}): ReactNode {
  const { session } = useWorkspace();
  const members = useObservable(handle.members);
  const knocks = members.some((member) => member.membership === "knock");
  const marked = summary.markedUnread;
  useEffect(() => {
    if (!marked) return;
    // Whoever opens the room reads it now.
    session
      .roomWork()
      .then(async (work) => work.setMarkedUnread(handle.id, false))
      .catch(() => undefined);
  }, [marked, session, handle.id]);
  return (
    <>
      {summary.closed === undefined && summary.predecessor === undefined ? null : (
        <Suspense>
          <ClosedLine handle={handle} summary={summary} />
        </Suspense>
      )}
      {summary.keepsAttendance === true ? (
        <Suspense>
          <AttendanceLine />
        </Suspense>
      ) : null}
      {knocks && !summary.isConference ? (
        <Suspense>
          <KnockLine handle={handle} />
        </Suspense>
      ) : null}
    </>
  );
}
