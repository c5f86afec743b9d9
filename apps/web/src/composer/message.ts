import type { Mentions } from "@plenum/matrix";
import { validMarks, type MentionMark } from "./mention-marks.ts";
import type { RenderMarkdown } from "./markdown.ts";

/**
 * Bytes of text and markup that a message may have. An event holds 65,536; encryption makes a
 * third more of them, and the rest is for what stands around.
 * @see https://spec.matrix.org/v1.16/client-server-api/#size-limits
 */
export const LARGEST_MESSAGE = 40_000;

/** What is written, with whom it means. */
export interface WrittenText {
  readonly text: string;
  readonly marks: readonly MentionMark[];
}

/** A text ready to be sent. */
export interface ReadyMessage {
  readonly body: string;
  readonly html?: string;
  readonly mentions: Mentions;
}

/**
 * Text and marks without the space around them.
 * @param drop characters at the beginning that are no part of the message, e.g. of a command
 */
export function trimmed({ text, marks }: WrittenText, drop = 0): WrittenText {
  const rest = text.slice(drop);
  const offset = drop + (rest.length - rest.trimStart().length);
  return {
    text: rest.trim(),
    marks: marks.map((mark) => ({ ...mark, start: mark.start - offset })),
  };
}

/**
 * What goes out for a text. Markup that would make the message too large is left out: the text
 * says the same.
 * @param render undefined where the text needs no markup
 */
export function readyMessage(
  written: WrittenText,
  render: RenderMarkdown | undefined,
): ReadyMessage {
  const { text, marks } = trimmed(written);
  const html = render?.(text, marks);
  const fits = html !== undefined && bytesOf(text) + bytesOf(html) <= LARGEST_MESSAGE;
  const valid = validMarks(marks, text);
  const userIds = valid.flatMap(({ target }) => (target.kind === "person" ? [target.userId] : []));
  return {
    body: text,
    ...(fits ? { html } : {}),
    mentions: {
      userIds: [...new Set(userIds)],
      ...(valid.some(({ target }) => target.kind === "everyone") ? { room: true } : {}),
    },
  };
}

/** Whether a text is more than one message can hold. */
export function isTooLong(text: string): boolean {
  // Never more than three bytes for a unit: short ones need not be counted.
  return text.length * 3 > LARGEST_MESSAGE && bytesOf(text.trim()) > LARGEST_MESSAGE;
}

/** Parts of a text that fit into messages, cut at paragraphs, else lines, else words. */
export function splitText(text: string, limit = LARGEST_MESSAGE): readonly string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (bytesOf(rest) > limit) {
    const longest = unitsWithin(rest, limit);
    const head = rest.slice(0, longest);
    const cut = [head.lastIndexOf("\n\n"), head.lastIndexOf("\n"), head.lastIndexOf(" ")].find(
      (at) => at > longest / 2,
    );
    parts.push(rest.slice(0, cut ?? longest).trim());
    rest = rest.slice(cut ?? longest).trim();
  }
  return [...parts, rest].filter((part) => part !== "");
}

/** UTF-16 units from the beginning that have at most so many bytes; no character is torn apart. */
function unitsWithin(text: string, limit: number): number {
  let bytes = 0;
  let units = 0;
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > limit) break;
    units += character.length;
  }
  return units;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
