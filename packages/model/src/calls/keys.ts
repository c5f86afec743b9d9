import { base64 } from "@scure/base";
import { z } from "zod";
import { roomIdSchema } from "../ids/matrix-id.ts";

/** Message to a device, encrypted with Olm: a key with which its sender encrypts media. */
export const CALL_KEYS_MESSAGE = "chat.plenum.call.keys";

/** Bytes of a media key: AES-128-GCM keys are derived from it, one a sender and kind. */
export const MEDIA_KEY_BYTES = 32;
/** Keys that a receiver keeps of one sender; the index goes round in this ring. */
export const MEDIA_KEY_RING = 16;

const mediaKeySchema = z
  .string()
  .length(44)
  .transform((text, context) => {
    try {
      return base64.decode(text);
    } catch {
      context.addIssue("no base64");
      return z.NEVER;
    }
  });

/**
 * Content of such a message. Who sent it, and from which device, is not in here: only what the
 * decryption says of that counts. `key` is parsed to bytes, `encodeMediaKey` is the way back.
 */
export const callKeysSchema = z.looseObject({
  room_id: roomIdSchema,
  /** As in the call membership: empty for the one call of a room. */
  call_id: z.string().max(255),
  /** Jitsi endpoint that encrypts with the key. A receiver takes no other sender for it. */
  endpoint: z.string().regex(/^[0-9a-f]{8}$/),
  key: mediaKeySchema,
  index: z
    .number()
    .int()
    .min(0)
    .max(MEDIA_KEY_RING - 1),
});
export type CallKeys = z.infer<typeof callKeysSchema>;
/** As it is sent. */
export type CallKeysContent = z.input<typeof callKeysSchema>;

/** @throws RangeError for a key of another length */
export function encodeMediaKey(key: Uint8Array): string {
  if (key.length !== MEDIA_KEY_BYTES) throw new RangeError("a media key has 32 bytes");
  return base64.encode(key);
}
