import type { MessageBody } from "@plenum/matrix";

const MOST_CHARACTERS = 5000;
const MOST_LINES = 50;
const MOST_TAGS = 2000;
/** The depth to which the specification wants clients to follow. */
const MOST_LEVELS = 100;
const WITHOUT_END = new Set(["br", "hr", "img", "input", "wbr"]);

/** Whether a message is longer than a screen and is shown in part at first. */
export function isLong(body: MessageBody): boolean {
  if (body.kind !== "text") return false;
  const { length } = body.html ?? body.body;
  return length > MOST_CHARACTERS || body.body.split("\n", MOST_LINES + 1).length > MOST_LINES;
}

/**
 * Whether formatting serves to keep the reader's browser busy: tags without number or end. Such a
 * message is shown as its plain text. Counts what is written, before anything is parsed.
 * @see https://spec.matrix.org/v1.16/client-server-api/#mroommessage-msgtypes
 */
export function isBomb(html: string): boolean {
  let tags = 0;
  let level = 0;
  for (const [, end, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    tags += 1;
    if (end === "/") level -= 1;
    else if (!WITHOUT_END.has(name.toLowerCase())) level += 1;
    if (tags > MOST_TAGS || level > MOST_LEVELS) return true;
  }
  return false;
}
