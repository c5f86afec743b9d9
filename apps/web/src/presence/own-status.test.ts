import { describe, expect, it } from "vitest";
import { type StatusForm, statusChange } from "./own-status.ts";

const NOW = new Date(2026, 10, 27, 9, 30).getTime();
const empty: StatusForm = { state: "busy", text: "", until: "open", firstDay: "", lastDay: "" };
const endOf = (month: number, day: number): number =>
  new Date(2026, month - 1, day, 23, 59, 59, 999).getTime();

describe("what a filled-in status means", () => {
  it.each<[string, Partial<StatusForm>, unknown]>([
    ["until it is changed", {}, { change: { kind: "chosen", state: "busy", text: "" } }],
    [
      "for an hour",
      { until: "hour" },
      { change: { kind: "chosen", state: "busy", text: "", until: NOW + 3_600_000 } },
    ],
    [
      "until this evening",
      { until: "today" },
      { change: { kind: "chosen", state: "busy", text: "", until: endOf(11, 27) } },
    ],
    [
      "until a day, all of it",
      { until: "date", lastDay: "2026-12-03" },
      { change: { kind: "chosen", state: "busy", text: "", until: endOf(12, 3) } },
    ],
    [
      "until today as a day",
      { until: "date", lastDay: "2026-11-27" },
      { change: { kind: "chosen", state: "busy", text: "", until: endOf(11, 27) } },
    ],
    ["a day that is over", { until: "date", lastDay: "2026-11-26" }, { problem: "dayMissing" }],
    ["no day", { until: "date" }, { problem: "dayMissing" }],
    ["nonsense for a day", { until: "date", lastDay: "tomorrow" }, { problem: "dayMissing" }],
    ["out of office needs a last day", { state: "out-of-office" }, { problem: "dayMissing" }],
    [
      "out of office from a day",
      {
        state: "out-of-office",
        text: "Vertretung: Jonas",
        firstDay: "2026-12-01",
        lastDay: "2026-12-03",
      },
      {
        change: {
          kind: "out-of-office",
          text: "Vertretung: Jonas",
          from: new Date(2026, 11, 1).getTime(),
          until: endOf(12, 3),
        },
      },
    ],
    [
      "days the wrong way round",
      { state: "out-of-office", firstDay: "2026-12-04", lastDay: "2026-12-03" },
      { problem: "dayOrder" },
    ],
  ])("%s", (_, form, expected) => {
    expect(statusChange({ ...empty, ...form }, NOW)).toEqual(expected);
  });
});
