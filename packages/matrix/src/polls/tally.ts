import type { Poll } from "../contract.ts";
import { field, record, text } from "../untrusted/guards.ts";
import { isPollEnd, isPollResponse, MOST_ANSWERS } from "./poll.ts";

/** What somebody sent about a poll. */
export interface PollEvent {
  readonly eventId: string;
  readonly type: string;
  readonly sender: string;
  /** Of the sender's server, in milliseconds; what the proposal orders votes by. */
  readonly timestamp: number;
  readonly content: unknown;
}

export interface Tally {
  /** Answer id → those who chose it, in the order in which they voted. */
  readonly byAnswer: ReadonlyMap<string, readonly string[]>;
  readonly voters: number;
  readonly ended: boolean;
}

/** The poll that an event belongs to. */
export function pollOf(content: unknown): string | undefined {
  const relation = record(content, "m.relates_to");
  return text(relation, "rel_type", 64) === "m.reference"
    ? text(relation, "event_id", 255)
    : undefined;
}

/** The answers of a vote; none for a spoilt one. */
function selectionOf(content: unknown, poll: Poll, known: ReadonlySet<string>): readonly string[] {
  const listed =
    field(content, "m.selections") ??
    field(
      record(content, "org.matrix.msc3381.poll.response") ?? record(content, "m.poll.response"),
      "answers",
    );
  if (!Array.isArray(listed)) return [];
  const chosen = (listed as readonly unknown[]).slice(
    0,
    Math.min(poll.maxSelections, MOST_ANSWERS),
  );
  const valid = chosen.every((id) => typeof id === "string" && known.has(id));
  return valid ? [...new Set(chosen as readonly string[])] : [];
}

/**
 * Counts a poll. Of each person the newest vote counts, up to the end of the poll; a vote with an
 * unknown answer, or with none, takes the earlier one back. The first end by somebody who may end
 * it is the one that holds.
 * @param events in any order; the same event may come twice
 * @param mayEnd whether a person may end the poll: who started it, and whoever may delete messages
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/3381
 */
export function tally(
  poll: Poll,
  events: Iterable<PollEvent>,
  mayEnd: (userId: string) => boolean,
): Tally {
  const known = new Set(poll.answers.map((answer) => answer.id));
  const votes: PollEvent[] = [];
  let end = Infinity;
  for (const event of events) {
    if (isPollResponse(event.type)) votes.push(event);
    else if (isPollEnd(event.type) && event.timestamp < end && mayEnd(event.sender)) {
      end = event.timestamp;
    }
  }
  const newest = new Map<string, PollEvent>();
  for (const vote of votes) {
    if (vote.timestamp > end) continue;
    const before = newest.get(vote.sender);
    // At the same moment the one that came later counts.
    if (before === undefined || vote.timestamp >= before.timestamp) newest.set(vote.sender, vote);
  }
  const byAnswer = new Map<string, string[]>(poll.answers.map((answer) => [answer.id, []]));
  let voters = 0;
  for (const vote of newest.values()) {
    const selection = selectionOf(vote.content, poll, known);
    if (selection.length > 0) voters += 1;
    for (const id of selection) byAnswer.get(id)?.push(vote.sender);
  }
  return { byAnswer, voters, ended: end !== Infinity };
}
