import { readFileSync } from "node:fs";
import { occurrences, type Series } from "@plenum/model/calendar";
import { calendarText } from "@plenum/model/ics";
import { assert, asyncProperty, constantFrom, integer, option, record, subarray } from "fast-check";
import { describe, expect, test } from "vitest";
import { readAppointment, type Appointment } from "./appointment.ts";
import { placesOf, withoutJoinBlock } from "./old-text.ts";

const RECURRING = readFileSync(
  new URL("../../samples/meetings/skype-meeting-recurring.ics", import.meta.url),
  "utf8",
);
const LINK = "https://meet.land.example/anna.schmidt/7QX2KD4M";
const TIMES = [
  "DTSTART;TZID=Europe/Berlin:20270906T090000",
  "DTEND;TZID=Europe/Berlin:20270906T100000",
];

function ics(...events: readonly (readonly string[])[]): string {
  const blocks = events.map((lines) =>
    ["BEGIN:VEVENT", "UID:u", ...lines, "END:VEVENT"].join("\r\n"),
  );
  return ["BEGIN:VCALENDAR", ...blocks, "END:VCALENDAR", ""].join("\r\n");
}

async function read(text: string): Promise<Appointment> {
  const found = await readAppointment(text);
  if (typeof found === "string") throw new Error(found);
  return found;
}

function moments(series: Series): readonly unknown[] {
  return occurrences(series).map(({ startsAt, endsAt, cancelled }) => [
    startsAt,
    endsAt,
    cancelled,
  ]);
}

describe("an appointment of Outlook", () => {
  test("becomes a meeting with its words, places, people and dates", async () => {
    expect(await read(RECURRING)).toEqual({
      title: "Jour fixe Referat IV 3",
      description: "Guten Tag,\n\nbitte Unterlagen mitbringen.",
      places: ["Raum 2.14"],
      series: {
        start: "2026-09-07T09:00",
        minutes: 60,
        timeZone: "Europe/Berlin",
        recurrence: { frequency: "weekly", interval: 1, weekdays: ["MO"], until: "2027-12-31" },
        exceptions: [
          { original: "2026-10-12T09:00", cancelled: true },
          { original: "2026-10-19T09:00", cancelled: false, start: "2026-10-20T14:00" },
        ],
      },
      organizer: { address: "anna.schmidt@land.example", name: "Schmidt, Anna (Finanzen)" },
      attendees: [
        {
          address: "juergen.mueller@land.example",
          name: "Müller, Jürgen",
          optional: false,
          answer: "accepted",
        },
        {
          address: "erika.muster@bund.example",
          name: "Muster, Erika",
          optional: true,
          answer: "open",
        },
      ],
      reminder: 15,
      losses: [],
    });
  });

  test.each<[string, readonly (readonly string[])[], unknown]>([
    ["all day", [["DTSTART;VALUE=DATE:20270906"]], "all-day"],
    ["in a zone that nobody knows", [["DTSTART;TZID=Mond:20270906T090000"]], "time-zone"],
    ["by a rule that meetings do not have", [[...TIMES, "RRULE:FREQ=HOURLY"]], "rule"],
    [
      "with a first date that its rule does not give",
      [[...TIMES, "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3"]],
      "rule",
    ],
    ["cancelled", [[...TIMES, "STATUS:CANCELLED"]], "cancelled"],
    ["without a beginning", [["SUMMARY:x"]], "times"],
  ])("is told, not guessed: %s", async (_story, events, reason) => {
    expect(await readAppointment(ics(...events))).toBe(reason);
  });

  const MASTER = [...TIMES, "RRULE:FREQ=WEEKLY;COUNT=3", "DESCRIPTION:a", "ATTENDEE:mailto:b@c.de"];
  test.each<[string, readonly (readonly string[])[], readonly string[]]>([
    ["goes on without end", [[...TIMES, "RRULE:FREQ=WEEKLY"]], ["endless"]],
    ["has attachments", [[...TIMES, "ATTACH:cid:1"]], ["attachments"]],
    ["names somebody without an address", [[...TIMES, "ATTENDEE:/o=Amt/cn=x"]], ["people"]],
    [
      "has a date with a text and people of its own",
      [MASTER, [...TIMES, "RECURRENCE-ID;TZID=Europe/Berlin:20270913T090000", "DESCRIPTION:b"]],
      ["exception-text", "exception-people"],
    ],
    [
      "has a date that the rule does not give",
      [[...MASTER, "EXDATE;TZID=Europe/Berlin:20270914T090000"]],
      ["exception-unknown"],
    ],
  ])("loses something and says so: it %s", async (_story, events, losses) => {
    expect((await read(ics(...events))).losses).toEqual(losses);
  });

  test("lets nothing into lines that does not belong there", async () => {
    const found = await read(
      ics([
        ...TIMES,
        "SUMMARY:Ende\\nBcc: x@y.de\u202E",
        'ATTENDEE;CN="__proto__\u202E":MAILTO:B@C.de',
        "ATTENDEE:mailto:b@c.de",
        "ATTENDEE:mailto:a b@c.de",
      ]),
    );
    expect(found.title).toBe("Ende Bcc: x@y.de");
    expect(found.attendees.map(({ address }) => address)).toEqual(["b@c.de"]);
  });

  const anySeries = record({
    start: constantFrom("2027-03-22T09:00", "2027-01-04T23:30", "2027-10-25T02:30"),
    minutes: integer({ min: 5, max: 1440 }),
    interval: integer({ min: 1, max: 3 }),
    count: integer({ min: 2, max: 12 }),
    out: subarray([1, 2, 3, 4]),
    moved: option(constantFrom("2027-12-24T08:00", "2027-12-01T14:15")),
  });
  test("in and out keeps its meaning: the same moments, the same exceptions", async () => {
    await assert(
      asyncProperty(anySeries, async ({ start, minutes, interval, count, out, moved }) => {
        const plain: Series = {
          start,
          minutes,
          timeZone: "Europe/Berlin",
          recurrence: { frequency: "weekly", interval, weekdays: [], count },
        };
        const names = occurrences(plain).map(({ original }) => original);
        const series: Series = {
          ...plain,
          exceptions: [
            ...out
              .flatMap((at) => names[at] ?? [])
              .map((original) => ({ original, cancelled: true })),
            ...(moved === null ? [] : [{ original: start, cancelled: false, start: moved }]),
          ],
        };
        const text = calendarText("REQUEST", [
          {
            uid: "u",
            sequence: 4,
            changedAt: "2026-01-01T00:00:00Z",
            title: "Runde",
            description: "Text",
            location: "Raum 1",
            url: undefined,
            series,
            cancelled: false,
            organiser: { name: "Anna", address: "anna@a.example" },
            attendees: [{ name: "B", address: "b@c.example", optional: true, answer: "tentative" }],
            reminder: 10,
          },
        ]);
        const back = await read(text);
        expect(moments(back.series)).toEqual(moments(series));
        expect(back).toMatchObject({
          title: "Runde",
          description: "Text",
          places: ["Raum 1"],
          attendees: [{ address: "b@c.example", name: "B", optional: true, answer: "tentative" }],
          losses: [],
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe("what Skype for Business wrote", () => {
  const DOTS = ".".repeat(90);
  test.each([
    ["nothing", "", ""],
    ["only the paragraph", `${DOTS}\n<${LINK}>\n${DOTS}`, ""],
    [
      "text on both sides",
      `Davor\n\n${DOTS}\nJoin <${LINK}>\n${DOTS}\n\nDanach`,
      "Davor\n\nDanach",
    ],
    ["dots of somebody's own", `${DOTS}\nMenü\n${DOTS}`, `${DOTS}\nMenü\n${DOTS}`],
    ["a paragraph that does not end", `${DOTS}\nText`, `${DOTS}\nText`],
    [
      "a link in one's own words",
      `Hier: <${LINK}?sl=1>, siehe https://land.example/x`,
      "Hier: (neuer Link / new link: siehe Einladung / see invitation), siehe https://land.example/x",
    ],
  ])("goes from the text: %s", (_story, text, left) => {
    expect(withoutJoinBlock(text)).toBe(left);
  });

  test.each([
    ["Skype-Besprechung; Raum 2.14", ["Raum 2.14"]],
    ["Skype Meeting", []],
    [LINK, []],
    ["Raum 1; Raum 2", ["Raum 1", "Raum 2"]],
    ["", []],
  ])("goes from the place: %s", (place, left) => {
    expect(placesOf(place)).toEqual(left);
  });
});
