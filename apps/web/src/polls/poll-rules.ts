import type { Poll, PollResult } from "@plenum/matrix";

/** Answers that a poll may have. */
export const MOST_ANSWERS = 20;
export const FEWEST_ANSWERS = 2;

/** What somebody fills in for a new poll. */
export interface PollDraft {
  readonly question: string;
  readonly answers: readonly string[];
  readonly several: boolean;
  readonly hidden: boolean;
}

/** The answers of a draft: no empty ones, none twice. */
export function answersOf(draft: PollDraft): readonly string[] {
  const trimmed = draft.answers.map((answer) => answer.trim()).filter((answer) => answer !== "");
  return [...new Set(trimmed)].slice(0, MOST_ANSWERS);
}

/**
 * The poll of a draft; undefined while it lacks a question or two different answers.
 * @param newId makes an id for each answer
 */
export function pollOfDraft(draft: PollDraft, newId: () => string): Poll | undefined {
  const question = draft.question.trim();
  const answers = answersOf(draft);
  if (question === "" || answers.length < FEWEST_ANSWERS) return undefined;
  return {
    question,
    answers: answers.map((text) => ({ id: newId(), text })),
    maxSelections: draft.several ? answers.length : 1,
    disclosed: !draft.hidden,
  };
}

/**
 * What a vote becomes when an answer is pressed.
 * @returns undefined when no more can be chosen
 */
export function pressed(
  poll: Pick<Poll, "maxSelections">,
  own: readonly string[],
  answerId: string,
): readonly string[] | undefined {
  if (own.includes(answerId)) return own.filter((id) => id !== answerId);
  if (poll.maxSelections === 1) return [answerId];
  return own.length < poll.maxSelections ? [...own, answerId] : undefined;
}

/** Whether counts may be seen: hidden ones only after the end. */
export function showsCounts(poll: Poll, result: PollResult | undefined): boolean {
  return result !== undefined && (poll.disclosed || result.ended);
}
