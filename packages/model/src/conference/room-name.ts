import { base32nopad, utf8 } from "@scure/base";

/**
 * The Jitsi room that belongs to a Matrix room: base32 of the room id without padding,
 * in lower case as XMPP node names are. Element derives the same name for its
 * `openidtoken-jwt` conferences, so its users meet ours in one call.
 */
export function conferenceRoomName(roomId: string): string {
  return base32nopad.encode(utf8.decode(roomId)).toLowerCase();
}
