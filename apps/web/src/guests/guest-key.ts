import { readGuestCode } from "@plenum/model";

/** Key of a guest's record in the vault: a hash, so that the link or code itself is not kept. */
export async function guestKey(token: string): Promise<string> {
  const code = readGuestCode(token);
  const bytes = new TextEncoder().encode(code.kind === "code" ? code.code : token);
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  const text = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `guest:${text}`;
}

/** Key of what lets a guest pass who comes back to a meeting to which he was admitted before. */
export function passKey(recordKey: string): string {
  return `${recordKey}:pass`;
}
