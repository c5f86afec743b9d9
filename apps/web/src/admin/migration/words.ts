import type { ItemProblem, LedgerItem, Wave } from "@plenum/model/migration";
import type { TextKey, Translate } from "../../i18n/keys.ts";
import { isMoving, paceOf, spanOf, totalsOf, workedOff } from "./progress.ts";

/** Writes a number as the reader's language does. */
export type Numbers = (value: number) => string;

/** Facts of an item that have words, in the order in which they are said. */
const FACTS = {
  sent: "migration.fact.sent",
  tooOld: "migration.fact.tooOld",
  joined: "migration.fact.joined",
  invited: "migration.fact.invited",
  notInvited: "migration.fact.notInvited",
  contacts: "migration.fact.contacts",
  groups: "migration.fact.groups",
} as const satisfies Readonly<Record<string, TextKey>>;

/** How far a wave is, e.g. “103 of 117 made”, “12 a second”, “about 5 minutes left”. */
export function progressWords(wave: Wave, t: Translate, number: Numbers): readonly string[] {
  const { state, kinds, rate, remainingSeconds, problem } = wave;
  const totals = totalsOf(kinds);
  if (totals.total === 0) return [t("migration.progress.empty")];
  const values = { done: number(workedOff(totals, state)), total: number(totals.total) };
  const undoes = state === "rolling-back" || state === "rolled-back";
  const words = [t(undoes ? "migration.progress.undone" : "migration.progress.done", values)];
  if (!isMoving(wave)) return words;
  if (problem !== undefined) return [...words, t("migration.progress.waits")];
  const pace = paceOf(rate);
  if (pace !== undefined) {
    words.push(t(`migration.pace.${pace.per}`, { number: number(pace.number) }));
  }
  if (remainingSeconds !== undefined) {
    const { unit, count } = spanOf(remainingSeconds);
    words.push(t(`migration.left.${unit}`, { count }));
  }
  return words;
}

/** Numbers of each state in which there is something, e.g. “12 wait, 3 failed”. */
export function countWords(kinds: Wave["kinds"], t: Translate, number: Numbers): readonly string[] {
  const totals = totalsOf(kinds);
  const states = ["queued", "done", "failed", "kept", "undone"] as const;
  return states.flatMap((name) => {
    const count = totals[name];
    if (count === 0) return [];
    return [t(`migration.count.${name}`, { count, number: number(count) })];
  });
}

/** Why an item failed, was kept or waits, as a sentence. */
export function problemWords(problem: ItemProblem, t: Translate): string {
  return t(`migration.problem.${problem}`);
}

/** Reason and facts of an item, as far as they have words. */
export function itemWords(item: Pick<LedgerItem, "problem" | "facts">, t: Translate): string {
  const facts = Object.entries(FACTS).flatMap(([name, key]) => {
    const value = Object.hasOwn(item.facts, name) ? item.facts[name] : undefined;
    return typeof value === "number" && value > 0 ? [t(key, { count: value })] : [];
  });
  const reason = item.problem === undefined ? [] : [problemWords(item.problem, t)];
  return [...reason, ...(facts.length === 0 ? [] : [`${facts.join(", ")}.`])].join(" ");
}
