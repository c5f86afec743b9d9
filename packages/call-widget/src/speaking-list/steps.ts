import type { SpeakingCommand, WaitingRow } from "@plenum/model";

export type Step = "up" | "down" | "first" | "last";

/**
 * What asks for a person's next place. The order may change on the way: what is said is whom to stand
 * before, never a number.
 * @returns undefined where there is no such place
 */
export function stepOf(
  rows: readonly Pick<WaitingRow, "person" | "pending">[],
  person: string,
  step: Step,
): SpeakingCommand | undefined {
  const listed = rows.filter(({ pending }) => !pending).map((row) => row.person);
  const index = listed.indexOf(person);
  const to = { up: index - 1, down: index + 2, first: 0, last: listed.length }[step];
  if (index < 0 || to < 0 || to === index || to === index + 1 || to > listed.length) {
    return undefined;
  }
  return moveTo(person, listed[to]);
}

/** @param before undefined for the end */
export function moveTo(person: string, before: string | undefined): SpeakingCommand {
  return { act: "move", person, ...(before === undefined ? {} : { before }) };
}
