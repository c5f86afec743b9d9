/** Whom or what a stretch of the text means. */
export type MentionTarget =
  | { readonly kind: "person"; readonly userId: string }
  /** Everybody in the room. */
  | { readonly kind: "everyone" }
  | { readonly kind: "room"; readonly roomId: string; readonly via: string };

/** A stretch of the text that was chosen from the suggestions. The same words typed are only words. */
export interface MentionMark {
  readonly start: number;
  /** What stands there, with its `@` or `#`. */
  readonly text: string;
  readonly target: MentionTarget;
}

/**
 * Where the marks stand after the text was changed at one place. A mark that was written into is
 * none any more.
 */
export function moveMarks(
  marks: readonly MentionMark[],
  before: string,
  after: string,
): readonly MentionMark[] {
  if (marks.length === 0 || before === after) return marks;
  const shortest = Math.min(before.length, after.length);
  let same = 0;
  while (same < shortest && before[same] === after[same]) same += 1;
  let sameEnd = 0;
  while (
    sameEnd < shortest - same &&
    before[before.length - 1 - sameEnd] === after[after.length - 1 - sameEnd]
  ) {
    sameEnd += 1;
  }
  const moved = after.length - before.length;
  return marks.flatMap((mark) => {
    const end = mark.start + mark.text.length;
    if (end <= same) return isWhole(after, mark) ? [mark] : [];
    const next = { ...mark, start: mark.start + moved };
    return mark.start >= before.length - sameEnd && isWhole(after, next) ? [next] : [];
  });
}

/** Marks that stand in the text as they say, in order and without overlap: drafts are untrusted. */
export function validMarks(marks: readonly MentionMark[], text: string): readonly MentionMark[] {
  let end = 0;
  return marks
    .toSorted((left, right) => left.start - right.start)
    .filter((mark) => {
      const valid = mark.start >= end && isWhole(text, mark);
      if (valid) end = mark.start + mark.text.length;
      return valid;
    });
}

/** Not the beginning of a longer word: "@Anna" is no mention in "@Annabell". */
function isWhole(text: string, mark: MentionMark): boolean {
  const end = mark.start + mark.text.length;
  if (mark.text === "" || text.slice(mark.start, end) !== mark.text) return false;
  return !/^[\p{L}\p{N}]/u.test(text.slice(end, end + 2));
}

/** The address of a mention, as all Matrix clients know it. @see https://spec.matrix.org/v1.16/appendices/#matrixto-navigation */
export function mentionAddress(target: MentionTarget): string | undefined {
  switch (target.kind) {
    case "person":
      return `https://matrix.to/#/${encodeURIComponent(target.userId)}`;
    case "room": {
      const via = target.via === "" ? "" : `?via=${encodeURIComponent(target.via)}`;
      return `https://matrix.to/#/${encodeURIComponent(target.roomId)}${via}`;
    }
    case "everyone":
      return undefined;
    default:
      return target satisfies never;
  }
}

const LINK =
  /<a href="https:\/\/matrix\.to\/#\/([^"?]{2,600})(?:\?via=([^"&]{0,300}))?">([^<]{1,300})<\/a>/g;
/** More mentions than anybody restores in an edit. */
const MOST = 200;

/**
 * The marks of a message that was sent before, for its edit.
 * @param body its text
 * @param html its formatted text
 * @param everyone whether it mentioned everybody
 */
export function marksOfMessage(body: string, html: string | undefined): readonly MentionMark[] {
  const marks: MentionMark[] = [];
  let from = 0;
  for (const [, address = "", via = "", label = ""] of (html ?? "").matchAll(LINK)) {
    if (marks.length >= MOST) break;
    const target = targetOf(address, via);
    const text = unescapeHtml(label);
    const start = body.indexOf(text, from);
    if (target === undefined || start < 0) continue;
    marks.push({ start, text, target });
    from = start + text.length;
  }
  return marks;
}

function targetOf(address: string, via: string): MentionTarget | undefined {
  try {
    const id = decodeURIComponent(address);
    if (id.startsWith("@")) return { kind: "person", userId: id };
    if (id.startsWith("!")) return { kind: "room", roomId: id, via: decodeURIComponent(via) };
    return undefined;
  } catch {
    return undefined;
  }
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
