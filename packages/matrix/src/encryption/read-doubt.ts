import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { MessageDoubt } from "../contract.ts";
import type { Engine } from "../session/engine.ts";
import { toRawEvent } from "../timeline/from-sdk.ts";
import { loadedOf } from "../timeline/loaded-room.ts";
import { VERIFICATION_REQUEST } from "../timeline/body.ts";
import { isMessage } from "../timeline/build.ts";
import { text } from "../untrusted/guards.ts";
import { doubtOf } from "./doubt.ts";

/** Whether a message came before the room was encrypted: by the order of the server, else by time. */
function isBefore(room: Room, event: MatrixEvent): boolean {
  const switched = room.currentState.getStateEvents("m.room.encryption", "");
  if (switched === null) return true;
  // Settings were changed, of what was encrypted already.
  if (text(switched.getPrevContent(), "algorithm", 255) !== undefined) return false;
  const order = room
    .getUnfilteredTimelineSet()
    .compareEventOrdering(event.getId() ?? "", switched.getId() ?? "");
  return order === null ? event.getTs() < switched.getTs() : order < 0;
}

/**
 * What a reader has to know of a message that is in memory.
 * @throws what the crypto library throws
 */
export async function readDoubt(
  engine: Engine,
  roomId: string,
  eventId: string,
): Promise<MessageDoubt | undefined> {
  const room = engine.settledRoom(roomId);
  const event = room === undefined ? undefined : loadedOf(room).byId(eventId);
  const crypto = engine.client.getCrypto();
  if (room === undefined || event === undefined || crypto === undefined) return undefined;
  const encrypted = event.isEncrypted();
  const sender = event.getSender() ?? "";
  const info = encrypted ? await crypto.getEncryptionInfoForEvent(event) : null;
  const status = info?.shieldReason ? await crypto.getUserVerificationStatus(sender) : undefined;
  return doubtOf({
    // A request to confirm each other is signed by what it is for.
    isMessage:
      isMessage(toRawEvent(event, engine.ownUserId)) &&
      text(event.getContent(), "msgtype", 64) !== VERIFICATION_REQUEST,
    local: event.status !== null,
    own: sender === engine.ownUserId,
    roomEncrypted: room.hasEncryptionStateEvent(),
    before: !encrypted && isBefore(room, event),
    encrypted,
    reason: info?.shieldReason ?? null,
    senderConfirmed: status?.isCrossSigningVerified() === true,
  });
}
