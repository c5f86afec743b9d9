import type { Observable, RoomHandle } from "@plenum/matrix";
import { useToast } from "@plenum/ui";
import { useEffect, useEffectEvent } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useRoom } from "../rooms/use-room.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import type { CurrentCall } from "./call-store.ts";

type CallMembers = ReturnType<RoomHandle["callMembers"]["get"]>;

const NOBODY: Observable<CallMembers> = { get: () => EMPTY, subscribe: () => () => undefined };
const EMPTY: CallMembers = [];

/** Id of another device of this person that is in the call of a room. */
export function useOtherDevice(roomId: string): string | undefined {
  const { session } = useWorkspace();
  const members = useObservable(useRoom(roomId)?.callMembers ?? NOBODY);
  return members.find(
    ({ userId, deviceId }) => userId === session.userId && deviceId !== session.deviceId,
  )?.deviceId;
}

/** Leaves the call when another device of this person says that it takes its place. */
export function useMovedAway(current: CurrentCall): void {
  const { t } = useI18n();
  const { session, call } = useWorkspace();
  const toast = useToast();
  const handle = useRoom(current.roomId);
  const moved = useEffectEvent(() => {
    void call.close();
    toast({ text: t("handOver.moved") });
  });
  useEffect(() => {
    if (handle === undefined) return undefined;
    // What another device said before this one came is settled: the call was moved back.
    let before: ReadonlySet<string> | undefined;
    const look = (): void => {
      const { kind } = current.call.get().phase;
      if (kind !== "joined" && kind !== "reconnecting") return;
      const claims = handle.callMembers
        .get()
        .filter(
          ({ userId, replaces }) => userId === session.userId && replaces === session.deviceId,
        )
        .map(({ deviceId, since }) => `${deviceId} ${since}`);
      before ??= new Set(claims);
      const known = before;
      if (claims.some((claim) => !known.has(claim))) moved();
    };
    look();
    const ends = [handle.callMembers.subscribe(look), current.call.subscribe(look)];
    return () => {
      for (const end of ends) end();
    };
  }, [handle, current.call, session]);
}
