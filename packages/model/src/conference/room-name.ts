import { base32nopad, utf8 } from "@scure/base";

/** Id of a sub-room: sixteen letters of base32, by chance. */
export const SUB_ROOM_ID = /^[a-z2-7]{16}$/;

/**
 * The Jitsi room that belongs to a Matrix room: base32 of the room id without padding,
 * in lower case as XMPP node names are. Element derives the same name for its
 * `openidtoken-jwt` conferences, so its users meet ours in one call.
 */
export function conferenceRoomName(roomId: string): string {
  return base32nopad.encode(utf8.decode(roomId)).toLowerCase();
}

/**
 * The Matrix room that a Jitsi room belongs to; the way back of `conferenceRoomName`.
 * @returns undefined for a name that was not made from a room id
 */
export function roomIdOfConferenceName(name: string): string | undefined {
  try {
    const roomId = utf8.encode(base32nopad.decode(name.toUpperCase()));
    return roomId.startsWith("!") && conferenceRoomName(roomId) === name ? roomId : undefined;
  } catch {
    return undefined;
  }
}

/** Where a conference belongs: the call of a Matrix room, or a sub-room beside it. */
export interface ConferencePlace {
  readonly roomId: string;
  /** Id of the sub-room; absent for the call itself. */
  readonly subRoom?: string;
}

/**
 * The Jitsi room of a sub-room: the name of the room's call, a dot, and `s` with the sub-room's id.
 * @param id as `SUB_ROOM_ID` has it
 */
export function subRoomName(roomId: string, id: string): string {
  return `${conferenceRoomName(roomId)}.s${id}`;
}

/**
 * What a Jitsi room belongs to; the way back of `conferenceRoomName` and `subRoomName`.
 * @returns undefined for a name that was made in another way
 */
export function placeOfConferenceName(name: string): ConferencePlace | undefined {
  const [call = "", sub, ...more] = name.split(".");
  const roomId = roomIdOfConferenceName(call);
  if (roomId === undefined || more.length > 0) return undefined;
  if (sub === undefined) return { roomId };
  const id = sub.slice(1);
  return sub.startsWith("s") && SUB_ROOM_ID.test(id) ? { roomId, subRoom: id } : undefined;
}
