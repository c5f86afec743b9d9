import { readFileSync } from "node:fs";
import { occurrences, type Series } from "@plenum/model/calendar";
import { calendarText, type CalendarMeeting } from "@plenum/model/ics";
import { assert, asyncProperty, constantFrom, integer, record, subarray, option } from "fast-check";
import { describe, expect, test } from "vitest";
import type { ExportedMeeting } from "../records.ts";
import { all, ear, inPieces } from "../testing/pieces.ts";
import { readCalendar } from "./calendar.ts";
import { mergeMeetings } from "./merge.ts";
import { seriesOf } from "./series.ts";
import { readUcwa } from "./ucwa.ts";

const sample = (name: string): string =>
  readFileSync(new URL(`../../samples/meetings/${name}`, import.meta.url), "utf8");
const RECURRING = sample("skype-meeting-recurring.ics");
const UCWA = sample("ucwa-myOnlineMeetings.anna.schmidt.json");

async function calendar(text: string, size = 101) {
  const heard = ear();
  return { meetings: await all(readCalendar("k.ics", inPieces(text, size), heard.tell)), ...heard };
}

async function ucwa(text: string) {
  const heard = ear();
  return { meetings: await all(readUcwa("anna.json", inPieces(text), heard.tell)), ...heard };
}

const ics = (...events: string[]): string =>
  ["BEGIN:VCALENDAR", ...events, "END:VCALENDAR"].join("\r\n");
const event = (uid: string, ...lines: string[]): string =>
  ["BEGIN:VEVENT", `UID:${uid}`, ...lines, "END:VEVENT"].join("\r\n");
const TIMES =
  "DTSTART;TZID=Europe/Berlin:20260907T090000\r\nDTEND;TZID=Europe/Berlin:20260907T100000";
const LINK = "https://meet.land.example/anna.schmidt/7QX2KD4M";

function meetingWith(series: Series): CalendarMeeting {
  return {
    uid: "u-1@land.example",
    sequence: 3,
    changedAt: "2026-01-01T00:00:00Z",
    title: "Jour fixe",
    description: `Teilnehmen: ${LINK}`,
    location: "",
    url: undefined,
    series,
    cancelled: false,
    organiser: { name: "Anna", address: "anna.schmidt@land.example" },
    attendees: [],
    reminder: 0,
  };
}

async function series(meeting: ExportedMeeting | undefined): Promise<Series> {
  const found = await seriesOf(meeting?.calendar?.ics ?? "");
  if (typeof found === "string") throw new Error(found);
  return found;
}

describe("calendars that Outlook exports", () => {
  test("a series with an exception is one meeting, with everybody but the room", async () => {
    const { meetings, findings } = await calendar(RECURRING);
    expect(findings).toEqual([]);
    expect(meetings).toHaveLength(1);
    expect(meetings[0]).toMatchObject({
      conferenceId: "7QX2KD4M",
      organizer: "anna.schmidt@land.example",
      joinUrl: LINK,
      subject: "Jour fixe Referat IV 3",
      attendees: ["juergen.mueller@land.example", "erika.muster@bund.example"],
      calendar: { sequence: 1 },
    });
    const kept = meetings[0]?.calendar?.ics ?? "";
    expect(kept).toContain("TZID:W. Europe Standard Time");
    expect(kept.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(kept).toContain(';CN="Müller, Jür\r\n gen":mailto:');
  });

  test("its dates: every Monday, one left out, one on another day", async () => {
    const { meetings } = await calendar(RECURRING);
    expect(await series(meetings[0])).toEqual({
      start: "2026-09-07T09:00",
      minutes: 60,
      timeZone: "Europe/Berlin",
      recurrence: { frequency: "weekly", interval: 1, weekdays: ["MO"], until: "2027-12-31" },
      exceptions: [
        { original: "2026-10-12T09:00", cancelled: true },
        { original: "2026-10-19T09:00", cancelled: false, start: "2026-10-20T14:00" },
      ],
    });
  });

  test.each([
    [
      "the address for SIP alone",
      "X-MICROSOFT-ONLINEMEETINGCONFLINK:conf:sip:anna.schmidt@land.example\\;gruu\\;opaque=app:conf:focus:id:7QX2KD4M?x=1",
    ],
    ["the body alone", `DESCRIPTION:An <${LINK}> teilnehmen\\, bitte`],
    ["the place alone", `LOCATION:${LINK}`],
  ])("%s", async (_, line) => {
    const { meetings } = await calendar(ics(event("u", TIMES, line)));
    expect(meetings[0]?.conferenceId).toBe("7QX2KD4M");
  });

  test("exceptions of a series belong to it wherever they stand, with or without a link", async () => {
    const { meetings, findings } = await calendar(
      ics(
        event("u", "RECURRENCE-ID;TZID=Europe/Berlin:20260914T090000", TIMES, "SEQUENCE:7"),
        event("x", TIMES, "SUMMARY:Zahnarzt"),
        event("u", TIMES, "RRULE:FREQ=WEEKLY", `LOCATION:${LINK}`),
        event("v", "RECURRENCE-ID:20260914T090000Z", TIMES),
      ),
    );
    expect(meetings.map(({ calendar }) => calendar?.sequence)).toEqual([7]);
    expect(findings).toEqual([
      expect.objectContaining({ code: "calendar-no-link", facts: { count: 2 } }),
    ]);
  });

  test.each([
    ["no calendar", "Guten Tag", "calendar-none"],
    ["a cut one", RECURRING.slice(0, -300), "calendar-truncated"],
    ["no UID", ics("BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT"), "calendar-event"],
    [
      "a body of a megabyte",
      ics(event("u", ...Array.from({ length: 30 }, () => `X-A:${"x".repeat(40_000)}`))),
      "calendar-event",
    ],
    [
      "two links in a series",
      ics(
        event("u", TIMES, `LOCATION:${LINK}`),
        event(
          "u",
          "RECURRENCE-ID:20260914T070000Z",
          TIMES,
          "LOCATION:https://meet.land.example/anna.schmidt/ANDERER1",
        ),
      ),
      "calendar-links-differ",
    ],
  ])("%s is told", async (_, text, code) => {
    expect((await calendar(text, 5000)).codes()).toContain(code);
  });

  test.each([
    ["a zone that nobody knows", TIMES.replaceAll("Europe/Berlin", "Mond"), "time-zone"],
    ["a whole day", "DTSTART;VALUE=DATE:20260907", "all-day"],
    ["the 30th of February", TIMES.replaceAll("20260907", "20260230"), "times"],
    ["a rule of its own", `${TIMES}\r\nRRULE:FREQ=HOURLY`, "rule"],
  ])("%s cannot be kept, and is said", async (_, lines, why) => {
    const { meetings } = await calendar(ics(event("u", lines, `LOCATION:${LINK}`)));
    expect(await seriesOf(meetings[0]?.calendar?.ics ?? "")).toBe(why);
  });

  test("a zone of somebody's own with Germany's rules", async () => {
    const { meetings } = await calendar(
      RECURRING.replaceAll("W. Europe Standard Time", "Customized Time Zone"),
    );
    expect((await series(meetings[0])).timeZone).toBe("Europe/Berlin");
  });

  test.each([
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=MO", { frequency: "weekly", interval: 2 }],
    ["FREQ=MONTHLY;BYMONTHDAY=7", { frequency: "monthly" }],
    ["FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", { frequency: "monthly", week: 1 }],
    ["FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=7", { frequency: "yearly" }],
    // At eight there is none any more on that Monday.
    ["FREQ=WEEKLY;BYDAY=MO;UNTIL=20260921T060000Z", { until: "2026-09-20" }],
    ["FREQ=WEEKLY;BYDAY=MO;UNTIL=20260921T070000Z", { until: "2026-09-21" }],
  ])("the rule %s", async (rule, expected) => {
    const { meetings } = await calendar(
      ics(event("u", TIMES, `RRULE:${rule}`, `LOCATION:${LINK}`)),
    );
    expect((await series(meetings[0])).recurrence).toMatchObject(expected);
  });

  test("in and out keeps the meaning: UID, dates, rule, exceptions", async () => {
    const first = await series((await calendar(RECURRING)).meetings[0]);
    const { meetings } = await calendar(calendarText("REQUEST", [meetingWith(first)]));
    expect(meetings[0]?.calendar).toMatchObject({ uid: "u-1@land.example", sequence: 3 });
    expect(occurrences(await series(meetings[0]))).toEqual(occurrences(first));
  });

  test("and does so for whatever can be planned", async () => {
    const rule = record(
      {
        frequency: constantFrom("daily", "weekly", "monthly", "yearly"),
        interval: integer({ min: 1, max: 3 }),
        weekdays: subarray(["MO", "TU", "WE", "TH", "FR"] as const),
        count: integer({ min: 1, max: 20 }),
      },
      { requiredKeys: ["frequency", "interval", "weekdays", "count"] },
    );
    const changes = record({
      cancel: integer({ min: 0, max: 9 }),
      move: option(integer({ min: 0, max: 9 })),
    });
    await assert(
      asyncProperty(
        rule,
        changes,
        integer({ min: 0, max: 23 }),
        async (drawn, { cancel, move }, hour) => {
          const plain: Series = {
            start: `2026-03-25T${String(hour).padStart(2, "0")}:30`,
            minutes: 45,
            timeZone: "Europe/Berlin",
            recurrence: { ...drawn, weekdays: [...drawn.weekdays] },
          };
          const planned = occurrences(plain);
          const cancelled = planned[cancel]?.original;
          const moved = move === null || move === cancel ? undefined : planned[move]?.original;
          const before: Series = {
            ...plain,
            exceptions: [
              ...(cancelled === undefined ? [] : [{ original: cancelled, cancelled: true }]),
              ...(moved === undefined
                ? []
                : [
                    {
                      original: moved,
                      cancelled: false,
                      start: `${moved.slice(0, 11)}23:15`,
                      minutes: 30,
                      title: "Verlegt",
                    },
                  ]),
            ],
          };
          const { meetings } = await calendar(calendarText("REQUEST", [meetingWith(before)]), 4096);
          expect(occurrences(await series(meetings[0]))).toEqual(occurrences(before));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("meetings of UCWA", () => {
  const { _embedded: list } = JSON.parse(UCWA) as { _embedded: { myOnlineMeeting: unknown[] } };
  const [first] = list.myOnlineMeeting;

  test("the collection, the list, and a single meeting", async () => {
    const { meetings, findings } = await ucwa(UCWA);
    expect(findings).toEqual([]);
    expect(meetings[1]).toEqual({
      kind: "meeting",
      place: { file: "anna.json" },
      conferenceId: "0P4ZT9QB",
      organizer: "anna.schmidt@land.example",
      joinUrl: "https://meet.land.example/anna.schmidt/0P4ZT9QB",
      subject: "Personalgespräch (vertraulich)",
      attendees: ["uwe.becker@land.example"],
      leaders: ["anna.schmidt@land.example"],
      accessLevel: "Locked",
      dialInId: "12983501",
    });
    expect((await ucwa(JSON.stringify([first]))).meetings).toEqual([meetings[0]]);
    expect((await ucwa(JSON.stringify(first))).meetings).toEqual([meetings[0]]);
    expect((await ucwa(`\uFEFF${JSON.stringify(first)}`)).meetings).toEqual([meetings[0]]);
    expect(
      (await ucwa(JSON.stringify({ _embedded: { myOnlineMeeting: first } }))).meetings,
    ).toEqual([meetings[0]]);
  });

  test.each([
    ["no JSON", "{", "ucwa-json"],
    ["nothing in it", "[]", "ucwa-empty"],
    ["a number", "7", "ucwa-empty"],
    [
      "a link to elsewhere",
      `[{"joinUrl":"javascript:alert(1)","organizerUri":"sip:a@b.c","onlineMeetingId":"ABCD"}]`,
      "ucwa-meeting",
    ],
    ["traps", `[{"__proto__":{"joinUrl":"x"},"joinUrl":{}},null,[],"x"]`, "ucwa-meeting"],
  ])("%s is told", async (_, text, code) => {
    const { meetings, codes } = await ucwa(text);
    expect(meetings).toEqual([]);
    expect(codes()).toContain(code);
  });
});

test("the two sources of one meeting become one; what only one of them has is told", async () => {
  const dated = (await calendar(RECURRING)).meetings;
  const other = (
    await calendar(ics(event("u", TIMES, "LOCATION:https://meet.land.example/uwe/ALLEINE1")))
  ).meetings;
  const { meetings, findings } = mergeMeetings([
    ...(await ucwa(UCWA)).meetings,
    ...dated,
    ...dated,
    ...other,
  ]);
  expect(
    meetings.map(({ conferenceId, dialInId, calendar }) => [
      conferenceId,
      dialInId,
      calendar !== undefined,
    ]),
  ).toEqual([
    ["7QX2KD4M", "12983487", true],
    ["0P4ZT9QB", "12983501", false],
    ["ALLEINE1", undefined, true],
  ]);
  expect(meetings[0]?.leaders).toEqual(["anna.schmidt@land.example"]);
  expect(findings.map(({ code, facts }) => [code, facts.count])).toEqual([
    ["meetings-undated", 1],
    ["meetings-unlisted", 1],
  ]);
});
