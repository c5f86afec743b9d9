import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { readReplies, wallTimeOfOccurrence } from "./reply.ts";

function calendar(lines: readonly string[], method = "REPLY"): string {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `METHOD:${method}`,
    "BEGIN:VEVENT",
    ...lines,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}

const OUTLOOK = [
  "BEGIN:VCALENDAR",
  "METHOD:REPLY",
  "PRODID:Microsoft Exchange Server 2010",
  "VERSION:2.0",
  "BEGIN:VTIMEZONE",
  "TZID:W. Europe Standard Time",
  "BEGIN:STANDARD",
  "DTSTART:16010101T030000",
  "END:STANDARD",
  "END:VTIMEZONE",
  "BEGIN:VEVENT",
  'ATTENDEE;PARTSTAT=ACCEPTED;CN="Muster, Erika: Amt B":mailto:erika@b.example',
  "COMMENT;LANGUAGE=de-DE:\\n",
  "UID:4711@plenum.a.example",
  "RECURRENCE-ID;TZID=W. Europe Standard Time:20261208T093000",
  "SUMMARY;LANGUAGE=de-DE:Zugesagt: Jour fixe",
  "DTSTART;TZID=W. Europe Standard Time:20261208T093000",
  "DTSTAMP:20261130T101112Z",
  "SEQUENCE:2",
  "BEGIN:VALARM",
  "ATTENDEE;PARTSTAT=DECLINED:mailto:someone@b.example",
  "END:VALARM",
  "END:VEVENT",
  "END:VCALENDAR",
].join("\r\n");

const GOOGLE = calendar([
  "DTSTART:20261201T083000Z",
  "DTEND:20261201T093000Z",
  "DTSTAMP:20261130T101112Z",
  "ORGANIZER;CN=Anna:mailto:antwort@a.example",
  "UID:4711@plenum.a.example",
  "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=erika@b",
  " .example;X-NUM-GUESTS=0:mailto:erika@b.example",
  "SEQUENCE:1",
]);

const THUNDERBIRD = calendar([
  "UID:4711@plenum.a.example",
  "DTSTAMP:20261130T101112Z",
  "ORGANIZER:mailto:antwort@a.example",
  "ATTENDEE;RSVP=TRUE;PARTSTAT=TENTATIVE;ROLE=REQ-PARTICIPANT:mailto:erika@b.exa",
  " mple",
  "RECURRENCE-ID:20261208T083000Z",
]).replaceAll("\r\n", "\n");

describe("an answer by mail", () => {
  it.each([
    ["Outlook", OUTLOOK, "accepted", 2, "2026-12-08T09:30"],
    ["Google", GOOGLE, "declined", 1, undefined],
    ["Thunderbird", THUNDERBIRD, "tentative", 0, "2026-12-08T09:30"],
  ])("of %s is understood", (_program, text, answer, sequence, original) => {
    const [reply, ...more] = readReplies(text);
    expect(more).toEqual([]);
    expect(reply).toMatchObject({
      uid: "4711@plenum.a.example",
      answer,
      sequence,
      stamp: Date.parse("2026-11-30T10:11:12Z"),
    });
    expect(reply?.occurrence && wallTimeOfOccurrence(reply.occurrence, "Europe/Berlin")).toBe(
      original,
    );
  });

  it.each([
    ["an invitation", calendar(["UID:1", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b"], "REQUEST")],
    ["one without attendee", calendar(["UID:1"])],
    ["one without UID", calendar(["ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b"])],
    ["one without an answer", calendar(["UID:1", "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:a@b"])],
    [
      "an answer out of the prototype",
      calendar(["UID:1", "ATTENDEE;PARTSTAT=__PROTO__:mailto:a@b"]),
    ],
    ["a delegation", calendar(["UID:1", "ATTENDEE;PARTSTAT=DELEGATED:mailto:a@b"])],
    [
      "two attendees",
      calendar([
        "UID:1",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:c@d",
      ]),
    ],
    ["far too long a text", calendar(["UID:1", `X-A:${"x".repeat(70_000)}`])],
    ["far too many lines", calendar(Array.from({ length: 3000 }, () => "X:1"))],
    ["far too many entries", many(60)],
    ["something that never ends", "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:1"],
    [
      "a quotation mark that never closes",
      calendar(["UID:1", 'ATTENDEE;PARTSTAT=ACCEPTED;CN="x:mailto:a@b']),
    ],
    ["nothing", ""],
  ])("is not %s", (_what, text) => {
    expect(readReplies(text)).toEqual([]);
  });

  it("never throws, whatever comes", { timeout: 60_000 }, () => {
    const pieces = constantFrom(
      "BEGIN:VCALENDAR\r\n",
      "BEGIN:VEVENT\r\n",
      "END:VEVENT\r\n",
      "METHOD:REPLY\r\n",
      "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b\r\n",
      "RECURRENCE-ID;TZID=Europe/Berlin:2026",
      "UID:1\r\n",
      " ",
      '"',
      ";",
    );
    assert(
      property(array(pieces.chain((piece) => string().map((rest) => piece + rest))), (parts) => {
        for (const { occurrence } of readReplies(parts.join(""))) {
          if (occurrence !== undefined) wallTimeOfOccurrence(occurrence, "Europe/Berlin");
        }
      }),
    );
  });
});

function many(count: number): string {
  const entry = "BEGIN:VEVENT\r\nUID:1\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b\r\nEND:VEVENT\r\n";
  return `BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n${entry.repeat(count)}END:VCALENDAR\r\n`;
}

describe("the occurrence that an answer names", () => {
  it.each([
    ["in UTC", { local: "20261208T083000", utc: true, timeZone: undefined }, "2026-12-08T09:30"],
    [
      "in another zone",
      { local: "20261208T033000", utc: false, timeZone: "America/New_York" },
      "2026-12-08T09:30",
    ],
    [
      "in a zone of unknown name",
      { local: "20261208T093000", utc: false, timeZone: "Romance Standard Time" },
      "2026-12-08T09:30",
    ],
    [
      "without zone",
      { local: "20261208T093000", utc: false, timeZone: undefined },
      "2026-12-08T09:30",
    ],
    ["as a mere day", { local: "20261208", utc: false, timeZone: undefined }, undefined],
    [
      "on a day that is none",
      { local: "20261308T093000", utc: false, timeZone: undefined },
      undefined,
    ],
  ])("%s", (_story, name, wall) => {
    expect(wallTimeOfOccurrence(name, "Europe/Berlin")).toBe(wall);
  });
});
