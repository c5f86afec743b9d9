const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** No name is as long; what is longer is not decoded. */
const MAX_ENCODED = 4096;
// eslint-disable-next-line no-control-regex -- all of ASCII is what is looked for
const ASCII = /^[\0-\x7F]*$/;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Text in UTF-8 in base64; undefined where it is not. */
export function decodedText(encoded: string): string | undefined {
  if (encoded.length > MAX_ENCODED || !BASE64.test(encoded)) return undefined;
  const bytes = Buffer.from(encoded, "base64");
  // Most names, and a third of the time.
  const plain = bytes.toString("latin1");
  if (ASCII.test(plain)) return plain;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
