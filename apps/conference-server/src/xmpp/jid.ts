/** An XMPP address, node and domain in lower case. */
export interface Jid {
  readonly node: string;
  readonly domain: string;
  readonly resource: string;
}

/** Splits an address; node and resource are "" where they are missing. Null for nonsense. */
export function parseJid(text: string): Jid | null {
  if (text.length > 1_000) return null;
  const slash = text.indexOf("/");
  const bare = slash === -1 ? text : text.slice(0, slash);
  const resource = slash === -1 ? "" : text.slice(slash + 1);
  const at = bare.indexOf("@");
  const node = at === -1 ? "" : bare.slice(0, at);
  const domain = at === -1 ? bare : bare.slice(at + 1);
  if (domain === "" || domain.includes("@")) return null;
  return { node: node.toLowerCase(), domain: domain.toLowerCase(), resource };
}
