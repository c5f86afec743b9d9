import { describe, expect, it } from "vitest";
import type { Entry } from "../calendar/entries.ts";
import { entry } from "../calendar/testing.ts";
import { dueAt, minutesUntil, nextChange, remembered, shownOutside, untold } from "./reminders.ts";

const at = (time: string): number => Date.parse(`2026-12-01T${time}:00Z`);
const nine = (part: Parameters<typeof entry>[2] = {}): Entry =>
  entry("2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z", part);

describe("the line about a meeting at nine", () => {
  it.each<{ name: string; now: string; meeting: Entry; shown: boolean }>([
    { name: "is not there long before", now: "08:49", meeting: nine(), shown: false },
    { name: "comes ten minutes before", now: "08:50", meeting: nine(), shown: true },
    { name: "stays for whoever is late", now: "09:04", meeting: nine(), shown: true },
    { name: "goes when it is well under way", now: "09:05", meeting: nine(), shown: false },
    { name: "comes when asked for", now: "08:10", meeting: nine({ reminder: 60 }), shown: true },
    {
      name: "never, if nobody wants it",
      now: "08:59",
      meeting: nine({ reminder: 0 }),
      shown: false,
    },
    { name: "not when called off", now: "08:59", meeting: nine({ cancelled: true }), shown: false },
    {
      name: "not for whoever has declined",
      now: "08:59",
      meeting: nine({ ownAnswer: "declined" }),
      shown: false,
    },
    {
      name: "for whoever has not answered",
      now: "08:59",
      meeting: nine({ ownAnswer: "open" }),
      shown: true,
    },
  ])("$name", ({ now, meeting, shown }) => {
    expect(dueAt([meeting], at(now))).toEqual(shown ? [meeting] : []);
  });

  it("is told of once, and again when it was moved", () => {
    const told = remembered(new Map(), [nine()], at("08:50"));
    expect(untold([nine()], told)).toEqual([]);
    const moved = entry("2026-12-01T09:30:00Z", "2026-12-01T10:30:00Z", {
      original: nine().occurrence.original,
    });
    expect(untold([moved], told)).toEqual([moved]);
  });

  it.each([
    ["the tab is in the background", { lookedAt: false, quiet: false, silenced: false }, 1],
    ["the window is looked at", { lookedAt: true, quiet: false, silenced: false }, 0],
    ["it is quiet time", { lookedAt: false, quiet: true, silenced: false }, 0],
    ["one is not to be disturbed", { lookedAt: false, quiet: false, silenced: true }, 0],
  ])("as a notice of the system: %s", (_story, state, count) => {
    expect(shownOutside([nine()], state)).toHaveLength(count);
  });

  it("is forgotten a day later", () => {
    const told = remembered(new Map(), [nine()], at("08:50"));
    expect(remembered(told, [], at("08:50") + 86_400_000).size).toBe(1);
    expect(remembered(told, [], at("09:01") + 86_400_000).size).toBe(0);
  });

  it("is looked at again when something changes", () => {
    expect(nextChange([nine()], at("08:00"))).toBe(at("08:50"));
    expect(nextChange([nine()], at("08:50"))).toBe(at("09:05"));
    expect(nextChange([nine()], at("09:05"))).toBeUndefined();
  });

  it("counts the minutes that are left", () => {
    expect(minutesUntil(nine(), at("08:55"))).toBe(5);
    expect(minutesUntil(nine(), at("08:55") - 20_000)).toBe(5);
    expect(minutesUntil(nine(), at("09:03"))).toBe(0);
  });
});
