import type { AttendanceAnswer, Meeting } from "@plenum/model";

export type MeetingPerson = Meeting["people"][number];

const ORDER: readonly AttendanceAnswer[] = ["accepted", "tentative", "open", "declined"];

/** Those invited: who comes first, who does not last; by name within, the organiser before all. */
export function peopleInOrder({
  people,
  organiser,
}: Pick<Meeting, "people" | "organiser">): readonly MeetingPerson[] {
  const rank = (person: MeetingPerson): number =>
    person.userId === organiser ? -1 : ORDER.indexOf(person.answer);
  return people.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** How many have answered what, in a fixed order; answers that nobody gave are left out. */
export function answersOf(
  people: readonly MeetingPerson[],
): readonly { readonly answer: AttendanceAnswer; readonly count: number }[] {
  return ORDER.map((answer) => ({
    answer,
    count: people.filter((person) => person.answer === answer).length,
  })).filter(({ count }) => count > 0);
}

/** What the caller has answered for this one date; undefined where the answer for all holds. */
export function answerOfOne(
  meeting: Pick<Meeting, "recurrence" | "ownAnswers">,
  original: string,
): AttendanceAnswer | undefined {
  if (meeting.recurrence === undefined) return undefined;
  return meeting.ownAnswers?.find((one) => one.original === original)?.answer;
}
