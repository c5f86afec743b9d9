/** Bytes of the longest line that the server takes, with room for what stands around it. */
export const LONGEST_LINE = 12 * 1024 * 1024;

const NEW_LINE = 10;
const CARRIAGE_RETURN = 13;
const MARK = [0xef, 0xbb, 0xbf] as const;

/** A line of a file that is not blank. */
export type Line = {
  /** From 1. */
  readonly number: number;
  /** Bytes of the file up to the end of the line. */
  readonly end: number;
} & (
  | { readonly text: string; readonly bytes: number }
  | { readonly trouble: "encoding" | "tooLong" }
);

/**
 * Lines of a file in UTF-8, one after the other, in memory that does not grow with the file. A line that is
 * too long or not in UTF-8 costs only itself.
 */
export async function* linesOf(
  file: Blob,
  longest: number = LONGEST_LINE,
): AsyncGenerator<Line, void, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let number = 0;
  let position = 0;
  let parts: Uint8Array[] = [];
  let size = 0;
  const keep = (part: Uint8Array): void => {
    size += part.length;
    if (size > longest) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const finish = (end: number): Line | undefined => {
    number += 1;
    const bytes = trimmed(joined(parts), number === 1);
    const isTooLong = size > longest;
    parts = [];
    size = 0;
    if (isTooLong) return { number, end, trouble: "tooLong" };
    try {
      const text = decoder.decode(bytes);
      return text.trim() === "" ? undefined : { number, end, text, bytes: bytes.length };
    } catch {
      return { number, end, trouble: "encoding" };
    }
  };
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      let start = 0;
      for (;;) {
        const end = value.indexOf(NEW_LINE, start);
        if (end < 0) break;
        keep(value.subarray(start, end));
        start = end + 1;
        const line = finish(position + start);
        if (line !== undefined) yield line;
      }
      keep(value.subarray(start));
      position += value.length;
    }
    const last = size > 0 ? finish(position) : undefined;
    if (last !== undefined) yield last;
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Without a mark of the byte order and without what Windows puts before the end of a line. */
function trimmed(bytes: Uint8Array, isFirst: boolean): Uint8Array {
  const begins = isFirst && MARK.every((byte, index) => bytes[index] === byte) ? MARK.length : 0;
  const ends = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
  return bytes.subarray(begins, Math.max(begins, ends));
}
