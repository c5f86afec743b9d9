import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  property,
  record,
  string,
  type Arbitrary,
} from "fast-check";
import { convertIcsCalendar, extendByRecurrenceRule, type IcsCalendar } from "ts-ics";
import { describe, expect, it } from "vitest";
import { occurrences } from "../occurrences.ts";
import { momentOf, wallTimeAt } from "../zone.ts";
import { calendarText, type CalendarMeeting } from "./write.ts";

const SLOW = { timeout: 120_000 };

function meeting(change: Partial<CalendarMeeting> = {}): CalendarMeeting {
  return {
    uid: "4711@plenum.a.example",
    sequence: 1,
    changedAt: "2026-11-28T00:00:00.000Z",
    title: "Jour fixe",
    description: "",
    location: "",
    url: undefined,
    series: { start: "2026-12-01T09:30", minutes: 60, timeZone: "Europe/Berlin" },
    cancelled: false,
    organiser: { name: "Anna Schmidt", address: "anna@a.example" },
    attendees: [],
    reminder: 0,
    ...change,
  };
}

function heads(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.split(/[;:]/, 1)[0] ?? "");
}

const WEEKLY = {
  start: "2026-12-01T09:30",
  minutes: 45,
  timeZone: "Europe/Berlin",
  recurrence: { frequency: "weekly", interval: 1, weekdays: [], count: 4 },
  exceptions: [
    { original: "2026-12-08T09:30", cancelled: true },
    { original: "2026-12-15T09:30", cancelled: false, start: "2026-12-16T11:00", title: "Klausur" },
  ],
} satisfies CalendarMeeting["series"];

function parsed(text: string): IcsCalendar {
  return convertIcsCalendar(undefined, text);
}

function unfold(text: string): readonly string[] {
  return text.replaceAll("\r\n ", "").split("\r\n");
}

describe("an invitation as a calendar text", () => {
  it("says who, when and where", () => {
    const lines = unfold(
      calendarText("REQUEST", [
        meeting({
          url: "https://plenum.a.example/join/abc",
          location: "Raum 1, 2. Stock",
          reminder: 10,
          attendees: [
            { name: 'Erika "Eri" Muster', address: "e@b.example", optional: true, answer: "open" },
          ],
        }),
      ]),
    );
    for (const line of [
      "METHOD:REQUEST",
      "UID:4711@plenum.a.example",
      "SEQUENCE:1",
      "DTSTAMP:20261128T000000Z",
      'DTSTART;TZID="Europe/Berlin":20261201T093000',
      "DURATION:PT60M",
      "STATUS:CONFIRMED",
      "SUMMARY:Jour fixe",
      "LOCATION:Raum 1\\, 2. Stock",
      "URL:https://plenum.a.example/join/abc",
      'ORGANIZER;CN="Anna Schmidt":mailto:anna@a.example',
      "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Erika 'Eri' Muster\":mailto:e@b.example",
      "TRIGGER:-PT10M",
    ]) {
      expect(lines).toContain(line);
    }
  });

  it("leaves cancelled occurrences out and tells changed ones apart", () => {
    const lines = unfold(calendarText("REQUEST", [meeting({ series: WEEKLY })]));
    expect(lines).toContain("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=4");
    expect(lines).toContain('EXDATE;TZID="Europe/Berlin":20261208T093000');
    expect(lines).toContain('RECURRENCE-ID;TZID="Europe/Berlin":20261215T093000');
    expect(lines).toContain('DTSTART;TZID="Europe/Berlin":20261216T110000');
    expect(lines.filter((line) => line === "BEGIN:VEVENT")).toHaveLength(2);
    expect(lines).toContain("SUMMARY:Klausur");
  });

  it("cancels one occurrence, or everything", () => {
    const one = unfold(
      calendarText("CANCEL", [meeting({ series: WEEKLY })], { original: "2026-12-08T09:30" }),
    );
    expect(one).toContain("METHOD:CANCEL");
    expect(one).toContain('RECURRENCE-ID;TZID="Europe/Berlin":20261208T093000');
    expect(one).toContain("STATUS:CANCELLED");
    const all = unfold(calendarText("CANCEL", [meeting({ series: WEEKLY, sequence: 3 })]));
    expect(all.filter((line) => line.startsWith("RECURRENCE-ID"))).toEqual([]);
    expect(all).toContain("SEQUENCE:3");
    expect(all).toContain("STATUS:CANCELLED");
  });

  it("names people without a mail address by their account", () => {
    const text = calendarText("PUBLISH", [
      meeting({ organiser: { name: "Anna", address: "@anna:a.example" } }),
    ]);
    expect(unfold(text)).toContain("ORGANIZER;CN=Anna:matrix:u/anna%3Aa.example");
  });

  it.each([
    ["a line of its own", "Ende\r\nATTENDEE:mailto:eve@evil.example"],
    ["a line after a bare line feed", "Ende\nBEGIN:VALARM"],
    ["a line after a bare carriage return", "Ende\rURL:https://evil.example"],
    ["a line separator", "Ende\u2028URL:https://evil.example"],
    ["the end of the entry", "x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR"],
    ["a null byte", "a\u0000b"],
  ])("lets nobody add %s", (_what, injected) => {
    const text = calendarText("REQUEST", [
      meeting({
        title: injected,
        description: injected,
        location: injected,
        uid: injected,
        url: `https://plenum.a.example/${injected}`,
        organiser: { name: injected, address: injected },
        attendees: [{ name: injected, address: injected, optional: false, answer: "open" }],
      }),
    ]);
    const lines = unfold(text);
    const plain = calendarText("REQUEST", [
      meeting({
        description: "x",
        location: "x",
        url: "x",
        attendees: [{ name: "x", address: "x", optional: false, answer: "open" }],
      }),
    ]);
    expect(heads(lines)).toEqual(heads(unfold(plain)));
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000B\u000C\u000E-\u001F]|\r(?!\n)|(?<!\r)\n/);
  });
});

const titles = string({ unit: "binary", maxLength: 120 });
const walls = record({
  day: integer({ min: 10, max: 28 }),
  month: constantFrom("01", "03", "06", "10", "11"),
  time: constantFrom("09:00", "23:30", "04:15"),
}).map(({ day, month, time }) => `2027-${month}-${day}T${time}`);

const meetings: Arbitrary<CalendarMeeting> = record({
  title: titles,
  description: titles,
  start: walls,
  minutes: integer({ min: 5, max: 600 }),
  timeZone: constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"),
  weekly: boolean(),
  count: integer({ min: 1, max: 40 }),
  cancelled: array(integer({ min: 0, max: 39 }), { maxLength: 3 }),
}).map((given) => {
  const series = {
    start: given.start,
    minutes: given.minutes,
    timeZone: given.timeZone,
    recurrence: {
      frequency: given.weekly ? ("weekly" as const) : ("daily" as const),
      interval: 1,
      weekdays: [],
      count: given.count,
    },
  };
  const originals = occurrences(series).map(({ original }) => original);
  const exceptions = [...new Set(given.cancelled)].flatMap((index) => {
    const original = originals[index];
    return original === undefined ? [] : [{ original, cancelled: true }];
  });
  return meeting({
    title: given.title,
    description: given.description,
    series: { ...series, exceptions },
  });
});

describe("whatever is written", () => {
  it("has lines of 75 octets at most, which are whole characters", SLOW, () => {
    assert(
      property(meetings, (each) => {
        const text = calendarText("REQUEST", [each]);
        for (const line of text.split("\r\n")) {
          const octets = Buffer.from(line);
          expect(octets.length).toBeLessThanOrEqual(75);
          expect(octets.toString("utf8")).toBe(line);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is understood by another reader as it was meant", SLOW, () => {
    assert(
      property(meetings, (each) => {
        const { events = [] } = parsed(calendarText("REQUEST", [each]));
        const [event] = events;
        if (event?.recurrenceRule === undefined) throw new Error("no series was read");
        const zone = each.series.timeZone;
        // The other reader repeats by adding days to a moment; on the wall clock that is the day.
        const days = extendByRecurrenceRule(event.recurrenceRule, {
          start: new Date(`${each.series.start}:00Z`),
          exceptions: (event.exceptionDates ?? []).map(({ date }) => {
            return new Date(`${wallTimeAt(date.getTime(), zone)}:00Z`);
          }),
        }).map((day) => momentOf(day.toISOString().slice(0, 16), zone));
        expect(event.duration).toEqual({ minutes: each.series.minutes });
        expect(days).toEqual(
          occurrences(each.series)
            .filter(({ cancelled }) => !cancelled)
            .map(({ startsAt }) => Date.parse(startsAt)),
        );
      }),
      { numRuns: 40 },
    );
  });
});
