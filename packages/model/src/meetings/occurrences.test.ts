import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  property,
  record,
  type Arbitrary,
} from "fast-check";
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  firstOriginal,
  lastEnd,
  nextOccurrence,
  occurrenceOf,
  occurrences,
  type Series,
} from "./occurrences.ts";
import { recurrenceOfRrule, rruleOf } from "./rrule-text.ts";
import type { MeetingException, Recurrence } from "./contract.ts";

const SLOW = { timeout: 120_000 };

function rule(change: Partial<Recurrence>): Recurrence {
  return { frequency: "weekly", interval: 1, weekdays: [], ...change };
}

function series(start: string, change: Partial<Series> = {}): Series {
  return { start, minutes: 60, timeZone: "Europe/Berlin", ...change };
}

function startsOf(each: Series): readonly string[] {
  return occurrences(each).map(({ start }) => start);
}

describe("when a meeting takes place", () => {
  it.each<[string, Series, readonly string[]]>([
    ["once", series("2026-12-01T09:30"), ["2026-12-01T09:30"]],
    [
      "every day, three times",
      series("2026-12-30T09:00", { recurrence: rule({ frequency: "daily", count: 3 }) }),
      ["2026-12-30T09:00", "2026-12-31T09:00", "2027-01-01T09:00"],
    ],
    [
      "every second week on Monday and Wednesday, until a day that counts",
      series("2026-12-02T09:00", {
        recurrence: rule({ interval: 2, weekdays: ["WE", "MO"], until: "2026-12-28" }),
      }),
      ["2026-12-02T09:00", "2026-12-14T09:00", "2026-12-16T09:00", "2026-12-28T09:00"],
    ],
    [
      "on the 31st of the months that have one",
      series("2027-01-31T09:00", { recurrence: rule({ frequency: "monthly", count: 4 }) }),
      ["2027-01-31T09:00", "2027-03-31T09:00", "2027-05-31T09:00", "2027-07-31T09:00"],
    ],
    [
      "on the last Friday of the month",
      series("2027-01-29T14:00", {
        recurrence: rule({ frequency: "monthly", week: -1, weekdays: ["FR"], count: 3 }),
      }),
      ["2027-01-29T14:00", "2027-02-26T14:00", "2027-03-26T14:00"],
    ],
    [
      "on the second Tuesday, which the first day is not",
      series("2026-12-01T09:00", {
        recurrence: rule({ frequency: "monthly", week: 2, weekdays: ["TU"], count: 2 }),
      }),
      ["2026-12-08T09:00", "2027-01-12T09:00"],
    ],
    [
      "on February 29",
      series("2028-02-29T09:00", { recurrence: rule({ frequency: "yearly", count: 3 }) }),
      ["2028-02-29T09:00", "2032-02-29T09:00", "2036-02-29T09:00"],
    ],
    [
      "for five years where nobody said an end",
      series("2026-12-01T09:00", { recurrence: rule({ frequency: "yearly" }) }),
      [2026, 2027, 2028, 2029, 2030, 2031].map((year) => `${year}-12-01T09:00`),
    ],
    [
      "never, where it ends before it begins",
      series("2026-12-01T09:00", { recurrence: rule({ until: "2026-11-30" }) }),
      [],
    ],
  ])("%s", (_story, each, starts) => {
    expect(startsOf(each)).toEqual(starts);
    expect(firstOriginal(each)).toBe(starts[0]);
  });

  it.each([
    ["nine o'clock stays nine in spring", "2027-03-27T09:00", "Europe/Berlin", ["08", "07", "07"]],
    ["and in autumn", "2027-10-30T09:00", "Europe/Berlin", ["07", "08", "08"]],
    [
      "half past two is skipped: an hour later",
      "2027-03-27T02:30",
      "Europe/Berlin",
      ["01", "01", "00"],
    ],
    [
      "half past two comes twice: the first",
      "2027-10-30T02:30",
      "Europe/Berlin",
      ["00", "00", "01"],
    ],
    ["a zone without summer time", "2027-03-27T09:00", "Asia/Kolkata", ["03", "03", "03"]],
    [
      "a zone whose clocks change by half an hour",
      "2027-04-03T09:00",
      "Australia/Lord_Howe",
      ["22", "22", "22"],
    ],
  ])("%s", (_story, start, timeZone, hours) => {
    const daily = series(start, {
      timeZone,
      recurrence: rule({ frequency: "daily", count: 3 }),
    });
    const found = occurrences(daily);
    expect(found.map(({ startsAt }) => startsAt.slice(11, 13))).toEqual(hours);
    // The name stays the wall time of the rule, and an hour stays an hour.
    expect(found.every((each) => each.original.endsWith(start.slice(10)))).toBe(true);
    for (const each of found) {
      expect(Date.parse(each.endsAt) - Date.parse(each.startsAt)).toBe(3_600_000);
    }
  });

  it("shows a moved, a renamed and a cancelled occurrence, in the order of time", () => {
    const weekly = series("2026-12-01T09:00", {
      recurrence: rule({ count: 4 }),
      exceptions: [
        { original: "2026-12-01T09:00", cancelled: false, start: "2026-12-10T10:00" },
        { original: "2026-12-15T09:00", cancelled: true },
        { original: "2026-12-22T09:00", cancelled: false, title: "Klausur", minutes: 240 },
        { original: "2026-12-23T09:00", cancelled: false, start: "2026-12-23T10:00" },
      ],
    });
    expect(
      occurrences(weekly).map((each) => [
        each.original.slice(8, 10),
        each.start,
        each.minutes,
        each.title,
        each.cancelled,
        each.changed,
      ]),
    ).toEqual([
      ["08", "2026-12-08T09:00", 60, undefined, false, false],
      ["01", "2026-12-10T10:00", 60, undefined, false, true],
      ["15", "2026-12-15T09:00", 60, undefined, true, false],
      ["22", "2026-12-22T09:00", 240, "Klausur", false, true],
    ]);
    expect(occurrenceOf(weekly, "2026-12-23T09:00")).toBeUndefined();
    expect(occurrenceOf(weekly, "2026-12-15T10:00")).toBeUndefined();
    expect(lastEnd(weekly)).toBe("2026-12-22T12:00:00Z");
    expect(nextOccurrence(weekly, "2026-12-10T10:30:00Z")?.original).toBe("2026-12-22T09:00");
    expect(nextOccurrence(weekly, "2026-12-22T12:00:00Z")).toBeUndefined();
  });
});

const ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"];
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

const days: Arbitrary<string> = integer({ min: 0, max: 1500 }).map((offset) =>
  Temporal.PlainDate.from("2026-01-01").add({ days: offset }).toString(),
);
const times = constantFrom("09:00", "02:30", "00:00", "23:55");
const walls = record({ day: days, time: times }).map(({ day, time }) => `${day}T${time}`);

const rules: Arbitrary<Recurrence> = record(
  {
    frequency: constantFrom("daily", "weekly", "monthly", "yearly"),
    interval: integer({ min: 1, max: 5 }),
    weekdays: array(constantFrom(...WEEKDAYS), { maxLength: 4 }),
    week: constantFrom(-1, 1, 2, 3, 4),
    count: integer({ min: 1, max: 60 }),
    until: days,
  },
  { requiredKeys: ["frequency", "interval", "weekdays"] },
);

const plain: Arbitrary<Series> = record({
  start: walls,
  minutes: integer({ min: 5, max: 1440 }),
  timeZone: constantFrom(...ZONES),
  recurrence: rules,
});

const changes = array(
  record({
    index: integer({ min: 0, max: 20 }),
    exception: record(
      { cancelled: boolean(), start: walls, minutes: integer({ min: 5, max: 1440 }) },
      { requiredKeys: ["cancelled"] },
    ),
  }),
  { maxLength: 5 },
);

/** A series with exceptions for occurrences that it has, and for one that it has not. */
const changed: Arbitrary<Series> = record({ each: plain, changes }).map((given) => {
  const originals = namesOf(given.each);
  const byOriginal = new Map<string, MeetingException>();
  for (const { index, exception } of given.changes) {
    const original = originals[index] ?? "2020-01-01T01:01";
    byOriginal.set(original, { original, ...exception });
  }
  return Object.assign(given.each, { exceptions: [...byOriginal.values()] });
});

function namesOf(each: Series): readonly string[] {
  return occurrences(each)
    .map(({ original }) => original)
    .toSorted();
}

describe("the rules of recurrence", () => {
  it("give for a window what the whole gives, filtered", SLOW, () => {
    assert(
      property(changed, walls, integer({ min: 0, max: 400 }), (each, day, length) => {
        const from = Temporal.Instant.from(`${day}:00Z`);
        const to = from.add({ hours: length * 24 });
        const expected = occurrences(each).filter(
          ({ startsAt, endsAt }) =>
            Date.parse(startsAt) < to.epochMilliseconds &&
            Date.parse(endsAt) > from.epochMilliseconds,
        );
        expect(occurrences(each, { from: from.toString(), to: to.toString() })).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it("keep their count whatever is changed in single occurrences", SLOW, () => {
    assert(
      property(changed, (each) => {
        expect(namesOf(each)).toEqual(namesOf({ ...each, exceptions: [] }));
      }),
      { numRuns: 60 },
    );
  });

  it("find each occurrence by its name, and no other", SLOW, () => {
    assert(
      property(changed, walls, (each, other) => {
        const all = occurrences(each);
        for (const one of all.slice(0, 10)) expect(occurrenceOf(each, one.original)).toEqual(one);
        expect(occurrenceOf(each, other) !== undefined).toBe(
          all.some(({ original }) => original === other),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("say as RRULE what another reader of RRULE understands", SLOW, () => {
    assert(
      property(plain, (given) => {
        // The other reader drops times that the clocks skip; RFC 5545 (3.3.10, 3.3.5) keeps them.
        const each = { ...given, start: given.start.replace("T02:30", "T10:30") };
        const first = firstOriginal(each);
        // Where the first day is none of the rule's, RFC 5545 leaves open what it means: the
        // calendar entry begins with the first occurrence.
        if (first === undefined || each.recurrence === undefined) return;
        const dtstart = first.replaceAll(/[-:]/g, "");
        const text = rruleOf(each.recurrence, each.start, each.timeZone);
        const other = new RRuleTemporal({
          rruleString: `DTSTART;TZID=${each.timeZone}:${dtstart}00\nRRULE:${text}`,
          maxIterations: 100_000,
        });
        expect(other.all().map((time) => time.epochMilliseconds)).toEqual(
          occurrences(each).map(({ startsAt }) => Date.parse(startsAt)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("come back from their text with the same meaning", SLOW, () => {
    assert(
      property(plain, (each) => {
        if (each.recurrence === undefined || firstOriginal(each) === undefined) return;
        const text = rruleOf(each.recurrence, each.start, each.timeZone);
        const read = recurrenceOfRrule(text, each.timeZone);
        expect(read && rruleOf(read, each.start, each.timeZone)).toBe(text);
        expect(startsOf({ ...each, recurrence: read })).toEqual(startsOf(each));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    "FREQ=HOURLY",
    "FREQ=MONTHLY;BYMONTHDAY=1",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=MONTHLY;BYDAY=1MO,2TU",
    "FREQ=WEEKLY;UNTIL=tomorrow",
    "FREQ=WEEKLY;COUNT=0",
    "",
  ])("do not guess at %j", (text) => {
    expect(recurrenceOfRrule(text, "Europe/Berlin")).toBeUndefined();
  });
});
