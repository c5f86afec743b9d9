import { piecesOf } from "../timeline/links.ts";

/** Longest text that is looked through for an address. */
const LONGEST_TEXT = 20_000;

/**
 * The web page that a message is about: its first address that leads out of this workspace.
 * Quoted lines and code say what others wrote, or what a machine reads.
 * @param text what was written, without markup
 * @param origin of this workspace, such as `https://chat.example`
 */
export function linkOf(text: string, origin: string): string | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  const own = text
    .replaceAll(/```[\s\S]*?(?:```|$)|`[^`\n]*`/g, " ")
    .split("\n")
    .filter((line) => !line.startsWith(">"))
    .join("\n");
  return piecesOf(own).find(({ href }) => href !== undefined && leadsOut(href, origin))?.href;
}

function leadsOut(href: string, origin: string): boolean {
  if (!URL.canParse(href)) return false;
  const url = new URL(href);
  // A name and a password in an address are nobody else's business.
  if (url.username !== "" || url.password !== "") return false;
  return url.origin !== origin && url.hostname !== "matrix.to";
}
