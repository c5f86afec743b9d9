import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDay, readMinutes, readTime } from "./typed.ts";

describe("a typed time", () => {
  it.each([
    ["9", "09:00"],
    ["09", "09:00"],
    ["930", "09:30"],
    ["0930", "09:30"],
    ["1415", "14:15"],
    ["9:30", "09:30"],
    ["9.30", "09:30"],
    ["9,30", "09:30"],
    ["9 30", "09:30"],
    ["9h30", "09:30"],
    ["14 Uhr", "14:00"],
    ["14:30 Uhr", "14:30"],
    ["2pm", "14:00"],
    ["2:30 p.m.", "14:30"],
    ["12 am", "00:00"],
    ["12 pm", "12:00"],
    [" 0:00 ", "00:00"],
    ["23:59", "23:59"],
  ])("%s is %s", (typed, time) => {
    expect(readTime(typed)).toBe(time);
  });

  it.each(["", "24", "25:00", "9:60", "13 pm", "0 am", "neun", "9:5", "12345", "-1", "1e1"])(
    "%s is none",
    (typed) => {
      expect(readTime(typed)).toBeUndefined();
    },
  );

  it("is read again as it is written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (h, m) => {
        const time = `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`;
        expect(readTime(time)).toBe(time);
      }),
    );
  });

  it("never breaks on anything else", () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(readTime(typed) ?? "00:00").toMatch(/^\d{2}:\d{2}$/);
        expect(readMinutes(typed) ?? 5).toBeGreaterThanOrEqual(5);
        expect(readDay(typed, "2026-11-30") ?? "2026-11-30").toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }),
    );
  });
});

describe("a typed length", () => {
  it.each([
    ["45", 45],
    ["45 min", 45],
    ["90 Minuten", 90],
    ["1:30", 90],
    ["1:30 h", 90],
    ["1,5 h", 90],
    ["1.5 hours", 90],
    ["2 Std.", 120],
    ["1 Std. 30", 90],
    ["1h30", 90],
    ["1 h 15 min", 75],
    ["24 h", 1440],
    ["5", 5],
  ])("%s is %i minutes", (typed, minutes) => {
    expect(readMinutes(typed)).toBe(minutes);
  });

  it.each(["", "4", "0", "1441", "25 h", "1:60", "lang", "-30"])("%s is none", (typed) => {
    expect(readMinutes(typed)).toBeUndefined();
  });
});

describe("a typed day, on Monday 30 November 2026", () => {
  it.each([
    ["heute", "2026-11-30"],
    ["Morgen", "2026-12-01"],
    ["tomorrow", "2026-12-01"],
    ["übermorgen", "2026-12-02"],
    ["Di", "2026-12-01"],
    ["Freitag", "2026-12-04"],
    ["Mo.", "2026-12-07"],
    ["1.12.", "2026-12-01"],
    ["1.12", "2026-12-01"],
    ["01.12.26", "2026-12-01"],
    ["1. 12. 2026", "2026-12-01"],
    ["1/12/2026", "2026-12-01"],
    ["Di., 1.12.2026", "2026-12-01"],
    ["2027-01-04", "2027-01-04"],
    ["29.11.", "2027-11-29"],
    ["29.2.", "2028-02-29"],
  ])("%s is %s", (typed, day) => {
    expect(readDay(typed, "2026-11-30")).toBe(day);
  });

  it.each(["", "32.1.", "29.2.2027", "1.13.", "2026-02-30", "demnächst", "constructor", "1"])(
    "%s is none",
    (typed) => {
      expect(readDay(typed, "2026-11-30")).toBeUndefined();
    },
  );
});
