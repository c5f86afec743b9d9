import { meetingOfUrl } from "./links.ts";

/** What Skype for Business itself wrote into the place, in the languages of its installations here. */
const NO_PLACE =
  /^(?:skype-besprechung|skype meeting|skype for business-besprechung|lync-besprechung|lync meeting|online-besprechung|online meeting|onlinebesprechung)$/i;
/** A line of dots or underscores, with which the paragraph begins and ends. */
const RULE = /^[._]{20,}$/;
/** What stands between them whatever the language: the link, or the mark at the end. */
const MARK = /\[!OC\(\[\d+\]\)!\]/;
const ADDRESS = /<?https?:\/\/[^\s<>"'()]{1,2000}>?/giu;
/** In both languages, as nobody knows in which the text is. */
const INSTEAD = "(neuer Link / new link: siehe Einladung / see invitation)";

/**
 * The description of an appointment without the paragraph that told how to join in Skype for Business.
 * Old addresses in what people have written themselves are replaced by a pointer to the new one.
 */
export function withoutJoinBlock(description: string): string {
  const lines = description.split("\n");
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const end = RULE.test(line.trim()) ? endOfBlock(lines, at) : undefined;
    if (end === undefined) kept.push(line);
    else at = end;
  }
  return kept
    .join("\n")
    .replaceAll(ADDRESS, (url) => (isOld(url) ? INSTEAD : url))
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

/** Where the paragraph that begins here ends; undefined where it is just a line of dots. */
function endOfBlock(lines: readonly string[], begin: number): number | undefined {
  for (let at = begin + 1; at < lines.length && at < begin + 80; at += 1) {
    if (!RULE.test((lines[at] ?? "").trim())) continue;
    const block = lines.slice(begin + 1, at).join("\n");
    const joins = MARK.test(block) || (block.match(ADDRESS) ?? []).some(isOld);
    return joins ? at : undefined;
  }
  return undefined;
}

function isOld(url: string): boolean {
  return meetingOfUrl(url.replaceAll(/^<|>$/g, "")) !== undefined;
}

/** Rooms with doors in the place of an appointment: without Skype's own words and old addresses. */
export function placesOf(location: string): string[] {
  return location
    .split(/[;\n]/)
    .map((part) => part.replaceAll(ADDRESS, (url) => (isOld(url) ? "" : url)).trim())
    .filter((part) => part !== "" && !NO_PLACE.test(part))
    .map((part) => part.slice(0, 100).trim())
    .slice(0, 10);
}
