import type { Tell } from "../findings/finding.ts";
import { firstInvalid, incompleteTail } from "./utf8.ts";

export type Encoding = "ascii" | "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** What is known of a file while, and after, its text is read. */
export interface DecodedText {
  /** Pieces of the text, without byte order mark. Ends early where the file was refused. */
  readonly text: AsyncIterable<string>;
  /** `ascii` as long as nothing else was seen. */
  readonly encoding: () => Encoding;
}

interface Step {
  readonly text: string;
  readonly next: State;
}
type State = (bytes: Uint8Array, last: boolean) => Step | "refused";

const NOTHING = new Uint8Array(0);
/** Bytes that Windows-1252 leaves free. */
const FREE_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** Bytes that are looked at to tell UTF-16 without a mark by its zeros. */
const LOOKED_AT = 512;

/**
 * Text of a file of unknown encoding, in pieces: UTF-8 and UTF-16 with and without byte order mark,
 * otherwise Windows-1252. What is neither is refused with its line, since a letter that is replaced
 * silently is somebody's name misspelt for good.
 */
export function decodeText(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  tell: Tell,
): DecodedText {
  const reader = new Decoder(file, tell);
  return { text: reader.read(bytes), encoding: () => reader.encoding };
}

class Decoder {
  encoding: Encoding = "ascii";
  #held: Uint8Array = NOTHING;
  #line = 1;
  readonly #file: string;
  readonly #tell: Tell;

  constructor(file: string, tell: Tell) {
    this.#file = file;
    this.#tell = tell;
  }

  async *read(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
    let state: State = (bytes, last) => this.#begin(bytes, last);
    for await (const chunk of source) {
      const step = this.#feed(state, chunk, false);
      if (step === "refused") return;
      state = step.next;
      if (step.text !== "") yield step.text;
    }
    const step = this.#feed(state, NOTHING, true);
    if (step !== "refused" && step.text !== "") yield step.text;
  }

  #feed(state: State, chunk: Uint8Array, last: boolean): Step | "refused" {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    this.#held = NOTHING;
    const step = state(bytes, last);
    if (step !== "refused") this.#line += countLines(step.text);
    return step;
  }

  #refuse(code: "encoding-invalid" | "encoding-mixed", line: number, byte: number): "refused" {
    this.#tell({
      code,
      severity: "stop",
      place: { file: this.#file, line },
      facts: { file: this.#file, byte: byte.toString(16).toUpperCase().padStart(2, "0") },
    });
    return "refused";
  }

  #begin(bytes: Uint8Array, last: boolean): Step | "refused" {
    const [a, b, c] = bytes;
    if (a === 0xff && b === 0xfe) return this.#utf16("utf-16le", bytes.subarray(2), last);
    if (a === 0xfe && b === 0xff) return this.#utf16("utf-16be", bytes.subarray(2), last);
    if (a === 0xef && b === 0xbb && c === 0xbf) {
      this.encoding = "utf-8";
      return this.#utf8(bytes.subarray(3), last);
    }
    if (bytes.length < LOOKED_AT && !last) {
      this.#held = bytes;
      return { text: "", next: (more, end) => this.#begin(more, end) };
    }
    const guessed = zerosOf(bytes.subarray(0, LOOKED_AT));
    if (guessed) return this.#utf16(guessed, bytes, last);
    return this.#utf8(bytes, last);
  }

  #utf8(bytes: Uint8Array, last: boolean): Step | "refused" {
    const tail = last ? 0 : incompleteTail(bytes);
    const whole = bytes.subarray(0, bytes.length - tail);
    const next: State = (more, end) => this.#utf8(more, end);
    const text = strict("utf-8", whole);
    if (text !== undefined) {
      if (text.length !== whole.length) this.encoding = "utf-8";
      this.#held = bytes.subarray(bytes.length - tail);
      return { text, next };
    }
    const invalid = firstInvalid(whole);
    if (this.encoding === "ascii" && whole.subarray(0, invalid).every((byte) => byte < 0x80)) {
      this.encoding = "windows-1252";
      this.#tell({
        code: "encoding-windows-1252",
        severity: "note",
        place: { file: this.#file, line: this.#line + countBytes(whole, invalid) },
        facts: { file: this.#file },
      });
      return this.#windows(bytes, last);
    }
    const line = this.#line + countBytes(whole, invalid);
    return this.#refuse("encoding-invalid", line, whole[invalid] ?? 0);
  }

  #windows(all: Uint8Array, last: boolean): Step | "refused" {
    const held = !last && all.at(-1) === 0xc3 ? 1 : 0;
    const bytes = all.subarray(0, all.length - held);
    this.#held = all.subarray(all.length - held);
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      // UTF-8's `ü` is `Ã¼` here, which no name has: two programs wrote into this file.
      const next = bytes[at + 1] ?? 0;
      if (byte === 0xc3 && next >= 0x80 && next <= 0xbf) {
        return this.#refuse("encoding-mixed", this.#line + countBytes(bytes, at), byte);
      }
      if (FREE_IN_1252.has(byte)) {
        return this.#refuse("encoding-invalid", this.#line + countBytes(bytes, at), byte);
      }
    }
    const text = new TextDecoder("windows-1252").decode(bytes);
    return { text, next: (more, end) => this.#windows(more, end) };
  }

  #utf16(encoding: "utf-16le" | "utf-16be", bytes: Uint8Array, last: boolean): Step | "refused" {
    this.encoding = encoding;
    const even = bytes.length - (bytes.length % 2);
    const whole = bytes.subarray(0, even);
    const lastUnit = even >= 2 ? unitAt(whole, even - 2, encoding) : 0;
    const pairBegun = lastUnit >= 0xd800 && lastUnit <= 0xdbff;
    const kept = pairBegun && !last ? even - 2 : even;
    const text = strict(encoding, whole.subarray(0, kept));
    if (text === undefined || (last && bytes.length % 2 === 1)) {
      const seen = new TextDecoder(encoding).decode(whole.subarray(0, kept));
      const before = text === undefined ? Math.max(0, seen.indexOf("\uFFFD")) : seen.length;
      const line = this.#line + countLines(seen.slice(0, before));
      return this.#refuse("encoding-invalid", line, bytes[before * 2] ?? 0);
    }
    this.#held = bytes.subarray(kept);
    return { text, next: (more, end) => this.#utf16(encoding, more, end) };
  }
}

function strict(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function unitAt(bytes: Uint8Array, at: number, encoding: "utf-16le" | "utf-16be"): number {
  const [low, high] = encoding === "utf-16le" ? [at, at + 1] : [at + 1, at];
  return (bytes[low] ?? 0) | ((bytes[high] ?? 0) << 8);
}

/** UTF-16 without a mark: letters of the Latin alphabet have a zero in every second byte. */
function zerosOf(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  let even = 0;
  let odd = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = bytes.length / 2;
  if (odd > half * 0.6 && even < half * 0.1) return "utf-16le";
  if (even > half * 0.6 && odd < half * 0.1) return "utf-16be";
  return undefined;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}

function countBytes(bytes: Uint8Array, end: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0 && at < end; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}
