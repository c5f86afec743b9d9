import { base32nopad, utf8 } from "@scure/base";

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
