/** Key of a guest's record in the vault: a hash, so that the link itself is not kept. */
export async function guestKey(token: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  const text = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `guest:${text}`;
}
