import type { Member, RoomHandle } from "@plenum/matrix";
import { actionsOn, readRoomRights, type RoomRights, type Standing } from "@plenum/model";
import { useMemo } from "react";
import { useObservable } from "../app/observable.ts";
import { useRoomSettings } from "../rooms/use-room-settings.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** A member before the rules of the room. */
export function standingOf({ userId, powerLevel, membership }: Member): Standing {
  return { userId, power: powerLevel, membership };
}

/** Oneself before the rules of the room, and the rules; undefined until they are there. */
export function useStanding(
  handle: RoomHandle,
): { readonly me: Standing; readonly rights: RoomRights } | undefined {
  const { session } = useWorkspace();
  const settings = useRoomSettings(handle.id);
  const power = useObservable(handle.myPowerLevel);
  return useMemo(
    () =>
      settings === undefined
        ? undefined
        : {
            me: { userId: session.userId, power, membership: "join" },
            rights: readRoomRights(settings.levels),
          },
    [settings, session.userId, power],
  );
}

/** Those who ask to be let in, for whoever may decide; nobody for others. */
export function useAskers(handle: RoomHandle): readonly Member[] {
  const members = useObservable(handle.members);
  const standing = useStanding(handle);
  if (standing === undefined) return [];
  return members.filter(
    (member) => actionsOn(standing.me, standingOf(member), standing.rights).admit,
  );
}
