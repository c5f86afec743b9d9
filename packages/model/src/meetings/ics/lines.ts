/** Octets after which a content line is folded, RFC 5545 section 3.1. */
const MAX_OCTETS = 75;

/** Controls of every kind, those that turn the direction of text, lone surrogates, line separators. */
const CONTROLS =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Cs}/gu;
const LINE_ENDS = /\r\n|[\r\n\u0085\u2028\u2029]/gu;

/** Names of parameters and their values; a value is quoted where it has to be. */
export type Parameters = Readonly<Record<string, string | undefined>>;

/** Text on several lines without anything that could steer a reader. */
export function cleanText(text: string): string {
  return text.replaceAll(LINE_ENDS, "\n").replaceAll(CONTROLS, "").replaceAll("\t", " ");
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replaceAll("\n", " ").replaceAll(/ {2,}/g, " ").trim();
}

/**
 * A value of type TEXT: whatever somebody typed becomes one value, never a further line.
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.11
 */
export function textValue(text: string): string {
  return cleanText(text)
    .replaceAll("\\", "\\\\")
    .replaceAll(";", "\\;")
    .replaceAll(",", "\\,")
    .replaceAll("\n", "\\n");
}

/** A value of a parameter: there is no way to write a quotation mark in it, so it becomes another one. */
function parameterValue(value: string): string {
  const clean = cleanLine(value).replaceAll('"', "'");
  return /^[A-Za-z0-9-]+$/.test(clean) ? clean : `"${clean}"`;
}

/**
 * One content line, folded and with its end.
 * @param value as the grammar of its type has it: `textValue` for what people type
 */
export function contentLine(name: string, value: string, parameters: Parameters = {}): string {
  const given = Object.entries(parameters)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([key, text]) => `;${key}=${parameterValue(text)}`)
    .join("");
  // A value that brought a line of its own would be a bug here; it must not become one there.
  return fold(`${name}${given}:${value.replaceAll(/[\r\n]/g, "")}`);
}

/** Folds between characters, never within one. */
function fold(line: string): string {
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const size = utf8Length(character.codePointAt(0) ?? 0);
    if (octets + size > MAX_OCTETS) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x8_00) return 2;
  return codePoint < 0x1_00_00 ? 3 : 4;
}

/** A component: its lines between BEGIN and END. */
export function component(name: string, lines: readonly string[]): string {
  return `BEGIN:${name}\r\n${lines.join("")}END:${name}\r\n`;
}
