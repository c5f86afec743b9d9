import type { SpeechKind } from "./events.ts";
import type { SpeakingList, WaitingSpeaker } from "./list.ts";

/** Points of order come before everything, replies right after the speech that goes on. */
const RANKS: Readonly<Record<SpeechKind, number>> = {
  "point-of-order": 0,
  reply: 1,
  speak: 2,
  question: 2,
};

type Rules = Pick<SpeakingList, "firstTimeFirst" | "sums" | "turns">;

/** Whether somebody has spoken, or speaks. */
export function hasSpoken({ sums, turns }: Rules, person: string): boolean {
  return Object.hasOwn(sums, person) || turns.some((turn) => turn.person === person);
}

/** What puts people before others by themselves; the lower comes first. */
function placeOf(rules: Rules, { person, kind }: Pick<WaitingSpeaker, "person" | "kind">): number {
  const rank = RANKS[kind] * 2;
  return rank === 4 && rules.firstTimeFirst && hasSpoken(rules, person) ? rank + 1 : rank;
}

/** True where a change of the kind changes nothing of the order. */
export function sameRank(one: SpeechKind, other: SpeechKind): boolean {
  return RANKS[one] === RANKS[other];
}

/** Behind the last of those who do not come later by rule; nobody else moves. */
export function inserted(
  rules: Rules,
  queue: readonly WaitingSpeaker[],
  speaker: WaitingSpeaker,
): readonly WaitingSpeaker[] {
  const own = placeOf(rules, speaker);
  const index = queue.findLastIndex((other) => placeOf(rules, other) <= own) + 1;
  return queue.toSpliced(index, 0, speaker);
}

/** The order that follows from the rules and from when hands went up. */
export function sorted(rules: Rules, queue: readonly WaitingSpeaker[]): readonly WaitingSpeaker[] {
  return queue.toSorted((a, b) => placeOf(rules, a) - placeOf(rules, b) || a.number - b.number);
}

/**
 * Somebody at another place. Nobody comes before a point of order but another one, whatever is asked.
 * @param before whom to stand before; undefined for the end
 * @returns the same array where nothing changes
 */
export function moved(
  queue: readonly WaitingSpeaker[],
  person: string,
  before: string | undefined,
  by: string,
): readonly WaitingSpeaker[] {
  const speaker = queue.find((one) => one.person === person);
  if (speaker === undefined || person === before) return queue;
  const others = queue.filter((one) => one !== speaker);
  const wanted = before === undefined ? others.length : placeIn(others, before);
  if (wanted < 0) return queue;
  const points = others.filter(({ kind }) => kind === "point-of-order").length;
  const index =
    speaker.kind === "point-of-order" ? Math.min(wanted, points) : Math.max(wanted, points);
  if (index === queue.indexOf(speaker)) return queue;
  return others.toSpliced(index, 0, { ...speaker, movedBy: by });
}

function placeIn(queue: readonly WaitingSpeaker[], person: string): number {
  return queue.findIndex((one) => one.person === person);
}
