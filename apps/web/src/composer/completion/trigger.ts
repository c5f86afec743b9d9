export type CompletionKind = "person" | "room" | "emoji" | "command";

/** What is being written at the caret and might be completed. */
export interface Trigger {
  readonly kind: CompletionKind;
  /** Where the sign stands. */
  readonly start: number;
  /** The caret. */
  readonly end: number;
  /** What was written after the sign. */
  readonly query: string;
}

const KINDS: Readonly<Record<string, CompletionKind>> = {
  "@": "person",
  "#": "room",
  ":": "emoji",
};
/** Longest name that is looked for. */
const LONGEST = 40;
/** Names may have spaces; after two of them it is a sentence. */
const MOST_SPACES = 2;

/**
 * What might be completed at the caret: `@` and part of a name, `#` and part of a room's, `:` and
 * two letters of an emoji, `/` at the very beginning.
 */
export function triggerAt(text: string, caret: number): Trigger | undefined {
  const command = /^\/([\p{L}-]{0,20})$/u.exec(text.slice(0, Math.min(caret, 22)));
  if (command && caret <= 21) {
    return { kind: "command", start: 0, end: caret, query: command[1] ?? "" };
  }
  const before = text.slice(Math.max(0, caret - LONGEST - 1), caret);
  const offset = caret - before.length;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const sign = before[at] ?? "";
    if (sign === "\n") return undefined;
    const kind = Object.hasOwn(KINDS, sign) ? KINDS[sign] : undefined;
    if (kind === undefined) continue;
    const previous = at === 0 && offset === 0 ? "" : (text[offset + at - 1] ?? "");
    if (previous !== "" && !/[\s([{"'„“>*_~]/u.test(previous)) return undefined;
    const query = before.slice(at + 1);
    return fits(kind, query) ? { kind, start: offset + at, end: caret, query } : undefined;
  }
  return undefined;
}

function fits(kind: CompletionKind, query: string): boolean {
  if (kind === "emoji") return /^[\p{L}\p{N}_+-]{2,}$/u.test(query);
  if (/^\s/u.test(query) || (query.match(/\s/gu)?.length ?? 0) > MOST_SPACES) return false;
  return kind === "person" || query !== "";
}
