import type { Poll, ThreadPlace } from "../contract.ts";
import { relationTo } from "../timeline/sending.ts";
import { amount, field, isRecord, record, text } from "../untrusted/guards.ts";
import { cleanName } from "../untrusted/names.ts";

/**
 * Polls come under two sets of names: those of the proposal, which everybody writes (Element and
 * Plenum too), and the final ones. Both are read.
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/3381
 */
export const POLL_START = "org.matrix.msc3381.poll.start";
export const POLL_RESPONSE = "org.matrix.msc3381.poll.response";
export const POLL_END = "org.matrix.msc3381.poll.end";
export const TEXT = "org.matrix.msc1767.text";

const STARTS: ReadonlySet<string> = new Set([POLL_START, "m.poll.start"]);
const RESPONSES: ReadonlySet<string> = new Set([POLL_RESPONSE, "m.poll.response"]);
const ENDS: ReadonlySet<string> = new Set([POLL_END, "m.poll.end"]);

export const isPollStart = (type: string): boolean => STARTS.has(type);
export const isPollResponse = (type: string): boolean => RESPONSES.has(type);
export const isPollEnd = (type: string): boolean => ENDS.has(type);

/** The proposal's own limit; what comes after it is no answer. */
export const MOST_ANSWERS = 20;
const LONGEST_QUESTION = 500;
const LONGEST_ANSWER = 340;
const LONGEST_ID = 255;

/** A text in one of the three ways in which it may be written. */
function textOf(value: unknown, maxLength: number): string {
  const stable = field(value, "m.text");
  const first: unknown = Array.isArray(stable)
    ? stable.find((entry) => isRecord(entry) && typeof field(entry, "body") === "string")
    : undefined;
  const found =
    text(first, "body", maxLength * 2) ??
    text(value, "m.text", maxLength * 2) ??
    text(value, TEXT, maxLength * 2) ??
    text(value, "body", maxLength * 2);
  return cleanName(found, maxLength);
}

/**
 * Reads the content of a poll's first event.
 * @returns undefined for what is no poll: no question, or not one answer
 */
export function parsePoll(content: unknown): Poll | undefined {
  const poll = record(content, "m.poll") ?? record(content, POLL_START);
  const question = textOf(record(poll, "question"), LONGEST_QUESTION);
  const listed = field(poll, "answers");
  if (question === "" || !Array.isArray(listed)) return undefined;
  const answers = new Map<string, string>();
  for (const entry of listed.slice(0, MOST_ANSWERS) as readonly unknown[]) {
    const id = text(entry, "m.id", LONGEST_ID) ?? text(entry, "id", LONGEST_ID);
    const label = textOf(entry, LONGEST_ANSWER);
    if (id !== undefined && id !== "" && label !== "" && !answers.has(id)) answers.set(id, label);
  }
  if (answers.size === 0) return undefined;
  const kind = text(poll, "kind", 64) ?? "";
  return {
    question,
    answers: Array.from(answers, ([id, label]) => ({ id, text: label })),
    maxSelections: Math.min(
      answers.size,
      Math.max(1, Math.trunc(amount(poll, "max_selections") ?? 1)),
    ),
    disclosed: kind === "m.disclosed" || kind === "org.matrix.msc3381.poll.disclosed",
  };
}

/**
 * The content of a poll's first event, with the whole poll in words for clients without polls.
 * @param thread where it is asked, if not in the room itself; votes and the end name the poll alone
 */
export function pollStartContent(poll: Poll, thread?: ThreadPlace): Record<string, unknown> {
  const relation = relationTo(thread);
  const lines = poll.answers.map((answer, index) => `${index + 1}. ${answer.text}`);
  return {
    [TEXT]: [poll.question, ...lines].join("\n"),
    [POLL_START]: {
      kind: `org.matrix.msc3381.poll.${poll.disclosed ? "disclosed" : "undisclosed"}`,
      max_selections: poll.maxSelections,
      question: { [TEXT]: poll.question, body: poll.question, msgtype: "m.text" },
      answers: poll.answers.map((answer) => ({ id: answer.id, [TEXT]: answer.text })),
    },
    "m.mentions": {},
    ...(relation === undefined ? {} : { "m.relates_to": relation }),
  };
}

/** The content of a vote. @param pollId event id of the poll */
export function pollResponseContent(
  pollId: string,
  answerIds: readonly string[],
): Record<string, unknown> {
  return {
    [POLL_RESPONSE]: { answers: [...answerIds] },
    "m.relates_to": { rel_type: "m.reference", event_id: pollId },
  };
}

/** @param summary the result in words, for clients without polls */
export function pollEndContent(pollId: string, summary: string): Record<string, unknown> {
  return {
    [POLL_END]: {},
    [TEXT]: summary,
    body: summary,
    msgtype: "m.text",
    "m.relates_to": { rel_type: "m.reference", event_id: pollId },
  };
}
