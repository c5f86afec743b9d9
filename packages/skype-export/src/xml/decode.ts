import { XmlStopped } from "./stopped.ts";

/** Enough for the declaration, in bytes. */
const HEAD = 256;

const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ["utf-8", "utf-8"],
  ["utf8", "utf-8"],
  ["us-ascii", "utf-8"],
  ["utf-16", "utf-16le"],
  ["utf-16le", "utf-16le"],
  ["utf-16be", "utf-16be"],
  ["iso-8859-1", "windows-1252"],
  ["windows-1252", "windows-1252"],
]);

/**
 * Characters of an XML document: by its byte order mark, else by its declaration, else UTF-8.
 * @throws XmlStopped for an encoding that is not in the list, and for bytes that are none of it
 */
export async function* decodeXml(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let head: Uint8Array = new Uint8Array();
  let lines = 1;
  for await (const chunk of bytes) {
    if (decoder === undefined) {
      head = Buffer.concat([head, chunk]);
      if (head.length < HEAD) continue;
      decoder = decoderFor(head);
    }
    const piece = head.length > 0 ? head : chunk;
    head = new Uint8Array();
    const { text, bad } = decoded(decoder, piece);
    yield text;
    lines += linesIn(text);
    if (bad) throw new XmlStopped("bytes", lines, decoder.encoding);
  }
  decoder ??= decoderFor(head);
  const last = decoded(decoder, head);
  yield last.text;
  lines += linesIn(last.text);
  if (last.bad) throw new XmlStopped("bytes", lines, decoder.encoding);
  // A character that is cut off at the end.
  if (decoded(decoder, undefined).bad) throw new XmlStopped("truncated", lines, decoder.encoding);
}

/** The text of a piece, or what is right of it before the first byte that is not. */
function decoded(
  decoder: TextDecoder,
  piece: Uint8Array | undefined,
): { readonly text: string; readonly bad: boolean } {
  try {
    return { text: decoder.decode(piece, { stream: piece !== undefined }), bad: false };
  } catch {
    const [text = ""] = new TextDecoder(decoder.encoding).decode(piece).split("\uFFFD", 1);
    return { text, bad: true };
  }
}

function linesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function decoderFor(head: Uint8Array): TextDecoder {
  return new TextDecoder(encodingOf(head), { fatal: true });
}

function encodingOf(head: Uint8Array): string {
  const [first, second, third] = head;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0x3c && second === 0) return "utf-16le";
  if (first === 0 && second === 0x3c) return "utf-16be";
  const start = new TextDecoder("windows-1252").decode(head.subarray(0, HEAD));
  const named = /^<\?xml[^>]*?encoding\s*=\s*["']([^"'>]{1,40})["']/.exec(start)?.[1];
  if (named === undefined) return "utf-8";
  // A declaration that could be read byte by byte cannot be one of sixteen bits.
  const encoding = ENCODINGS.get(named.toLowerCase());
  if (encoding === undefined) throw new XmlStopped("encoding", 1, named);
  return encoding.startsWith("utf-16") ? "utf-8" : encoding;
}
