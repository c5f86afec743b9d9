import { z } from "zod";
import type { MediaCipher } from "./cipher.ts";

/** Characters of a sealed message; the bridge takes fewer. */
const LONGEST = 32_000;
const sealedSchema = z.object({ type: z.string().max(255), sealed: z.string().max(LONGEST) });

function toText(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function typeOf(content: unknown): unknown {
  return typeof content === "object" && content !== null && "type" in content
    ? content.type
    : undefined;
}

/**
 * A small message for everybody in the call, as the data channel carries it. Its kind stays readable,
 * since servers allot a share of the channel to each.
 * @returns undefined while there is no key
 */
export async function sealMessage(
  cipher: MediaCipher,
  content: object,
): Promise<object | undefined> {
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const sealed = await cipher.seal(plain, "text");
  return sealed && { type: typeOf(content), sealed: toText(sealed) };
}

/**
 * What somebody sent like that.
 * @param from endpoint
 * @returns undefined for what was not sealed by the one who is behind it
 */
export async function openMessage(
  cipher: MediaCipher,
  from: string,
  content: unknown,
  now: number,
): Promise<unknown> {
  const parsed = sealedSchema.safeParse(content);
  if (!parsed.success) return undefined;
  try {
    const sealed = Uint8Array.from(atob(parsed.data.sealed), (one) => one.charCodeAt(0));
    const opened = await cipher.open(from, sealed, "text", now);
    if (opened.kind !== "open") return undefined;
    const message: unknown = JSON.parse(new TextDecoder().decode(opened.frame));
    return typeOf(message) === parsed.data.type ? message : undefined;
  } catch {
    return undefined;
  }
}
