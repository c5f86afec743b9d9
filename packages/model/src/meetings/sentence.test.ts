import { describe, expect, it } from "vitest";
import type { Recurrence } from "./contract.ts";
import { recurrenceSentence } from "./sentence.ts";

function rule(change: Partial<Recurrence>): Recurrence {
  return { frequency: "weekly", interval: 1, weekdays: [], ...change };
}

describe("a rule in plain words", () => {
  it.each<[Recurrence, string, string, string]>([
    [rule({ frequency: "daily" }), "2026-12-01T09:00", "Jeden Tag", "Every day"],
    [
      rule({ interval: 2, weekdays: ["WE", "MO"], until: "2026-12-18" }),
      "2026-12-02T09:00",
      "Jede zweite Woche am Montag und Mittwoch, bis 18. Dezember 2026",
      "Every second week on Monday and Wednesday, until 18 December 2026",
    ],
    [
      rule({ count: 5 }),
      "2026-12-01T09:00",
      "Jede Woche am Dienstag, 5-mal",
      "Every week on Tuesday, 5 times",
    ],
    [
      rule({ frequency: "monthly", week: -1, weekdays: ["FR"], interval: 3 }),
      "2026-12-01T09:00",
      "Alle 3 Monate am letzten Freitag",
      "Every 3 months on the last Friday",
    ],
    [
      rule({ frequency: "monthly", count: 1 }),
      "2026-12-31T09:00",
      "Jeden Monat am 31. (nur in Monaten, die diesen Tag haben), einmal",
      "Every month on the 31st (only in months that have this day), once",
    ],
    [
      rule({ frequency: "monthly", week: 2, weekdays: ["TU", "TH"] }),
      "2026-12-22T09:00",
      "Jeden Monat am zweiten Dienstag und Donnerstag",
      "Every month on the second Tuesday and Thursday",
    ],
    [
      rule({ frequency: "yearly" }),
      "2028-02-29T09:00",
      "Jedes Jahr am 29. Februar (nur in Schaltjahren)",
      "Every year on 29 February (only in leap years)",
    ],
  ])("%j from %s", (each, start, german, english) => {
    expect(recurrenceSentence(each, start, "de")).toBe(german);
    expect(recurrenceSentence(each, start, "en")).toBe(english);
  });
});
