import type { MatrixSession, RoomSettings } from "@plenum/matrix";
import { actionsOn, conferenceActions, isGuestUserId, readRoomRights } from "@plenum/model";

/** Whether one may lift bans in a room: of a conference room the table of roles says so, else the room alone. */
export function mayLiftBans(
  session: Pick<MatrixSession, "userId" | "serverName" | "rooms">,
  settings: Pick<RoomSettings, "id" | "levels" | "ownPower">,
): boolean {
  const rights = readRoomRights(settings.levels);
  const me = {
    userId: session.userId,
    power: settings.ownPower,
    membership: "join",
    isGuest: isGuestUserId(session.userId, session.serverName),
  } as const;
  const other = { userId: "", power: 0, membership: "ban", isGuest: false } as const;
  return session.rooms.get().get(settings.id)?.isConference === true
    ? conferenceActions(me, other, rights).unban
    : actionsOn(me, other, rights).unban;
}
