import { CALL_KEYS_MESSAGE, callKeysSchema } from "@plenum/model";
import type { ReceivedCallKey } from "../contract.ts";
import { field } from "../untrusted/guards.ts";

/** A message to this device, as it came, and what its decryption says of where it comes from. */
export interface KeyMessage {
  readonly message: unknown;
  /** Null where the message was not encrypted. */
  readonly encryptionInfo: {
    readonly sender: string;
    readonly senderDevice?: string | undefined;
  } | null;
}

/**
 * The key in a message to this device, if it is one of a room's call. Who sent it, and from which
 * device, is what the decryption says; a message that was not encrypted says nothing.
 */
export function readKeyMessage(
  { message, encryptionInfo }: KeyMessage,
  roomId: string,
): ReceivedCallKey | undefined {
  if (field(message, "type") !== CALL_KEYS_MESSAGE || encryptionInfo === null) return undefined;
  const { sender: userId, senderDevice: deviceId } = encryptionInfo;
  if (deviceId === undefined || field(message, "sender") !== userId) return undefined;
  const content = callKeysSchema.safeParse(field(message, "content")).data;
  if (content === undefined || content.room_id !== roomId || content.call_id !== "") {
    return undefined;
  }
  const { endpoint, index, key } = content;
  return { userId, deviceId, endpoint, index, key };
}
