import { z } from "zod";

/** State event of a room: whether its calls are encrypted from device to device. State key "". */
export const CALL_ENCRYPTION_EVENT = "chat.plenum.call.encryption";

export const callEncryptionSchema = z.looseObject({ enabled: z.boolean() });
export type CallEncryption = z.infer<typeof callEncryptionSchema>;

/**
 * Whether the calls of a room are encrypted from device to device: as the room says, and no where it
 * says nothing that can be read.
 * @param content of `chat.plenum.call.encryption`, untrusted; undefined where the room has none
 */
export function callsAreEncrypted(content: unknown): boolean {
  const parsed = callEncryptionSchema.safeParse(content);
  return parsed.success && parsed.data.enabled;
}
