import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundsOf, type Entry, entryKey, isOn } from "./entries.ts";
import { type Box, DAY_MINUTES, layoutDay } from "./layout.ts";
import { entry } from "./testing.ts";
import { dayStart } from "./time.ts";

const ZONE = "Europe/Berlin";
const SUMMER_BEGINS = "2026-03-29";
const SUMMER_ENDS = "2026-10-25";

function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** `Title 9:00-10:30 1/2`: from, to, and which lane of how many; `+n` for further lanes. */
function told({ entry: { occurrence }, top, bottom, lane, span, lanes }: Box): string {
  const wide = span === 1 ? "" : `+${span - 1}`;
  return `${occurrence.title} ${clock(top)}-${clock(bottom)} ${lane + 1}${wide}/${lanes}`;
}

const at = (title: string, from: string, to: string): Entry =>
  entry(`2026-12-01T${from}:00+01:00`, `2026-12-01T${to}:00+01:00`, { title });

describe("meetings of a day", () => {
  it.each<{ name: string; day?: string; entries: readonly Entry[]; boxes: readonly string[] }>([
    { name: "nothing", entries: [], boxes: [] },
    {
      name: "one after the other take the whole width, also where one begins as another ends",
      entries: [at("A", "09:00", "10:00"), at("B", "10:00", "11:00")],
      boxes: ["A 9:00-10:00 1/1", "B 10:00-11:00 1/1"],
    },
    {
      name: "two at once stand side by side, the one that begins first on the left",
      entries: [at("B", "09:30", "10:30"), at("A", "09:00", "10:00")],
      boxes: ["A 9:00-10:00 1/2", "B 9:30-10:30 2/2"],
    },
    {
      name: "of two that begin together the longer one comes first",
      entries: [at("short", "09:00", "09:30"), at("long", "09:00", "11:00")],
      boxes: ["long 9:00-11:00 1/2", "short 9:00-9:30 2/2"],
    },
    {
      name: "a lane that has become free is used again",
      entries: [at("A", "09:00", "12:00"), at("B", "09:00", "10:00"), at("C", "10:00", "11:00")],
      boxes: ["A 9:00-12:00 1/2", "B 9:00-10:00 2/2", "C 10:00-11:00 2/2"],
    },
    {
      name: "free space to the right is taken",
      entries: [
        at("A", "09:00", "12:00"),
        at("B", "09:00", "10:00"),
        at("C", "09:00", "10:00"),
        at("D", "10:30", "12:00"),
      ],
      boxes: ["A 9:00-12:00 1/3", "B 9:00-10:00 2/3", "C 9:00-10:00 3/3", "D 10:30-12:00 2+1/3"],
    },
    {
      name: "five minutes are as high as can be read, and what follows at once stands beside",
      entries: [at("A", "09:00", "09:05"), at("B", "09:10", "10:00")],
      boxes: ["A 9:00-9:25 1/2", "B 9:10-10:00 2/2"],
    },
    {
      name: "at the end of the day there is still room to read it",
      entries: [at("A", "23:55", "23:59")],
      boxes: ["A 23:35-24:00 1/1"],
    },
    {
      name: "over midnight: the first part ends with the day",
      entries: [entry("2026-12-01T22:00:00+01:00", "2026-12-02T01:30:00+01:00", { title: "A" })],
      boxes: ["A 22:00-24:00 1/1"],
    },
    {
      name: "over midnight: the second part begins with the day",
      day: "2026-12-02",
      entries: [entry("2026-12-01T22:00:00+01:00", "2026-12-02T01:30:00+01:00", { title: "A" })],
      boxes: ["A 0:00-1:30 1/1"],
    },
    {
      name: "until midnight sharp: nothing on the next day",
      day: "2026-12-02",
      entries: [entry("2026-12-01T22:00:00+01:00", "2026-12-02T00:00:00+01:00", { title: "A" })],
      boxes: [],
    },
    {
      name: "somewhere else on earth, at the time it has here",
      entries: [entry("2026-12-01T03:00:00-05:00", "2026-12-01T04:00:00-05:00", { title: "A" })],
      boxes: ["A 9:00-10:00 1/1"],
    },
    {
      name: "on the day of 23 hours: over the hour that is skipped, by the clock on the wall",
      day: SUMMER_BEGINS,
      entries: [entry("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00", { title: "A" })],
      boxes: ["A 1:30-3:30 1/1"],
    },
    {
      name: "on the day of 23 hours: the afternoon is where it always is",
      day: SUMMER_BEGINS,
      entries: [entry("2026-03-29T14:00:00+02:00", "2026-03-29T15:00:00+02:00", { title: "A" })],
      boxes: ["A 14:00-15:00 1/1"],
    },
    {
      name: "on the day of 25 hours: half past two comes twice, side by side",
      day: SUMMER_ENDS,
      entries: [
        entry("2026-10-25T02:30:00+02:00", "2026-10-25T03:00:00+02:00", { title: "A" }),
        entry("2026-10-25T02:30:00+01:00", "2026-10-25T03:00:00+01:00", { title: "B" }),
      ],
      boxes: ["A 2:30-3:00 1/2", "B 2:30-3:00 2/2"],
    },
    {
      name: "on the day of 25 hours: the clock ends before it began, so its length counts",
      day: SUMMER_ENDS,
      entries: [entry("2026-10-25T02:45:00+02:00", "2026-10-25T02:15:00+01:00", { title: "A" })],
      boxes: ["A 2:45-3:15 1/1"],
    },
  ])("$name", ({ day = "2026-12-01", entries, boxes }) => {
    expect(layoutDay(entries, day, ZONE).boxes.map(told)).toEqual(boxes);
  });

  it.each([
    ["a day of 24 hours", "2026-12-01", "2026-12-01T00:00:00+01:00", "2026-12-02T00:00:00+01:00"],
    ["a day of 23 hours", "2026-03-29", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"],
    ["a day of 25 hours", "2026-10-25", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"],
    [
      "24 hours from midnight of the day of 23",
      "2026-03-29",
      "2026-03-29T00:00:00+01:00",
      "2026-03-30T01:00:00+02:00",
    ],
  ])("%s stands over the hours, on its own day alone", (_name, day, from, to) => {
    const whole = entry(from, to);
    const layout = layoutDay([whole], day, ZONE);
    expect(layout).toEqual({ allDay: [whole], boxes: [] });
    const next = new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    expect(layoutDay([whole], next, ZONE)).toEqual({ allDay: [], boxes: [] });
  });

  const days = fc.constantFrom("2026-12-01", SUMMER_BEGINS, SUMMER_ENDS, "2026-12-31");
  const spans = fc.array(
    fc.record({
      from: fc.integer({ min: -1500, max: 1600 }),
      lasts: fc.integer({ max: 1440, min: 5 }),
    }),
    { maxLength: 10 },
  );

  it("share no space, stay inside of the day, and none is left out or shown twice", () => {
    fc.assert(
      fc.property(days, spans, (day, all) => {
        const midnight = dayStart(day, ZONE);
        const entries = all.map(({ from, lasts }, index) => {
          const start = midnight + from * 60_000;
          return entry(
            new Date(start).toISOString(),
            new Date(start + lasts * 60_000).toISOString(),
            {
              original: `2026-01-01T00:${String(index).padStart(2, "0")}`,
            },
          );
        });
        const { allDay, boxes } = layoutDay(entries, day, ZONE);
        const shown = [...allDay, ...boxes.map((box) => box.entry)].map(entryKey);
        const wanted = entries.filter((one) => isOn(one, boundsOf(day, ZONE), ZONE)).map(entryKey);
        expect(shown.toSorted()).toEqual(wanted.toSorted());
        const outside = boxes.filter(
          ({ top, bottom, lane, span, lanes }) =>
            top < 0 || bottom > DAY_MINUTES || bottom <= top || lane + span > lanes,
        );
        expect(outside).toEqual([]);
        const colliding = boxes.filter((a, index) =>
          boxes.slice(index + 1).some((b) => shareSpace(a, b)),
        );
        expect(colliding).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

/** By fractions of the column's width, so that boxes of different groups are compared as well. */
function shareSpace(a: Box, b: Box): boolean {
  const high = a.top < b.bottom && b.top < a.bottom;
  return high && left(a) < right(b) - 1e-9 && left(b) < right(a) - 1e-9;
}

function left({ lane, lanes }: Box): number {
  return lane / lanes;
}

function right({ lane, span, lanes }: Box): number {
  return (lane + span) / lanes;
}
