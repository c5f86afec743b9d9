import type { Recurrence } from "@plenum/model";
import { daysOfRule, settledRule } from "@plenum/model/calendar";

/** The first days of a rule, e.g. `2026-12-01`. @param day the first day of the meeting */
export function firstDays(rule: Recurrence, day: string, count: number): readonly string[] {
  const days: string[] = [];
  for (const each of daysOfRule(settledRule(rule, day), day)) {
    days.push(each);
    if (days.length === count) break;
  }
  return days;
}
