import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { localTime, offeredTimes, readLocalTime } from "./times.ts";

const BERLIN = "Europe/Berlin";

function offered(now: string): readonly string[] {
  return offeredTimes(Temporal.ZonedDateTime.from(`${now}[${BERLIN}]`)).map(({ id, at }) => {
    const local = localTime(at, BERLIN);
    return `${id} ${local.date} ${local.time}`;
  });
}

describe("what is offered", () => {
  it.each([
    [
      "on a Wednesday",
      "2026-11-25T15:20",
      ["hour 2026-11-25 16:20", "tomorrow 2026-11-26 08:00", "monday 2026-11-30 08:00"],
    ],
    [
      "before the office begins",
      "2026-11-25T06:00",
      [
        "hour 2026-11-25 07:00",
        "today 2026-11-25 08:00",
        "tomorrow 2026-11-26 08:00",
        "monday 2026-11-30 08:00",
      ],
    ],
    [
      "on a Sunday, when tomorrow is Monday",
      "2026-11-29T12:00",
      ["hour 2026-11-29 13:00", "tomorrow 2026-11-30 08:00"],
    ],
    [
      "on a Monday, for the next one",
      "2026-11-30T12:00",
      ["hour 2026-11-30 13:00", "tomorrow 2026-12-01 08:00", "monday 2026-12-07 08:00"],
    ],
    [
      "on New Year's Eve",
      "2026-12-31T23:30",
      ["hour 2027-01-01 00:30", "tomorrow 2027-01-01 08:00", "monday 2027-01-04 08:00"],
    ],
    [
      "before the clocks go forward",
      "2026-03-28T22:00",
      ["hour 2026-03-28 23:00", "tomorrow 2026-03-29 08:00", "monday 2026-03-30 08:00"],
    ],
    [
      "in the night in which they do",
      "2026-03-29T01:30",
      ["hour 2026-03-29 03:30", "today 2026-03-29 08:00", "tomorrow 2026-03-30 08:00"],
    ],
  ])("%s", (_story, now, expected) => {
    expect(offered(now)).toEqual(expected);
  });
});

describe("a time that is written", () => {
  it.each([
    ["2026-11-30", "08:00", "2026-11-30T07:00:00Z"],
    ["2026-07-01", "08:00", "2026-07-01T06:00:00Z"],
    ["2026-03-29", "02:30", "2026-03-29T01:30:00Z"],
    ["2026-10-25", "02:30", "2026-10-25T00:30:00Z"],
    ["2026-02-30", "08:00", undefined],
    ["2026-11-30", "25:00", undefined],
    ["", "08:00", undefined],
    ["2026-11-30", "", undefined],
    ["morgen", "früh", undefined],
  ])("%s %s is %s", (date, time, expected) => {
    const at = readLocalTime({ date, time }, BERLIN);
    expect(at).toBe(expected === undefined ? undefined : Date.parse(expected));
  });
});
