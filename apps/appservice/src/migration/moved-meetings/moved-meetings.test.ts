import { readFileSync } from "node:fs";
import { migrationItemSchema, type MigrationItemOf } from "@plenum/model/migration";
import { describe, expect, it } from "vitest";
import { stateOf } from "./shown.ts";
import { prepareMeeting } from "./wish.ts";

const ICS = readFileSync(
  new URL(
    "../../../../../packages/skype-export/samples/meetings/skype-meeting-recurring.ics",
    import.meta.url,
  ),
  "utf8",
);
const LATE = [
  "BEGIN:VCALENDAR",
  "BEGIN:VEVENT",
  "DTSTART;TZID=Europe/Berlin:23000101T090000",
  "DURATION:PT1H",
  "END:VEVENT",
  "END:VCALENDAR",
].join("\r\n");
const LINK = "https://meet.land.example/anna.schmidt/7QX2KD4M";

function item(change: object): MigrationItemOf<"meeting"> {
  const read = migrationItemSchema.parse({
    kind: "meeting",
    key: "7QX2KD4M",
    joinUrl: LINK,
    organiser: "@anna.schmidt:land.example",
    subject: "Jour fixe",
    ...change,
  });
  if (read.kind !== "meeting") throw new Error("no meeting");
  return read;
}

function dated(ics: string): object {
  return { calendar: { uid: "u-1", sequence: 1, ics } };
}

describe("what becomes of an exported meeting", () => {
  it("a series keeps its dates, its people and its UID", async () => {
    const { link, wish, problem } = await prepareMeeting(
      item({
        ...dated(ICS),
        attendees: [
          { userId: "@jm:land.example", address: "juergen.mueller@land.example" },
          { userId: "@other:land.example" },
          { mail: "erika.muster@bund.example" },
        ],
      }),
    );
    expect(problem).toBeUndefined();
    expect(link).toEqual({ domain: "land.example", user: "anna.schmidt", id: "7QX2KD4M" });
    expect(wish).toMatchObject({
      title: "Jour fixe Referat IV 3",
      places: ["Raum 2.14"],
      timeZone: "Europe/Berlin",
      exceptions: [{ cancelled: true }, { start: "2026-10-20T14:00" }],
      uid: "u-1",
      sequence: 1,
      organizer: { address: "anna.schmidt@land.example" },
      accounts: { "juergen.mueller@land.example": "@jm:land.example" },
    });
    expect(wish?.people).toHaveLength(2);
  });

  it.each<[string, object, string]>([
    ["UCWA alone, which has no dates", {}, "undated"],
    [
      "all day",
      dated(ICS.replaceAll(/DTSTART;TZID[^:]*:(\d{8})T\d{6}/g, "DTSTART;VALUE=DATE:$1")),
      "all-day",
    ],
    ["a rule of another kind", dated(ICS.replace("FREQ=WEEKLY;BYDAY=MO", "FREQ=HOURLY")), "rule"],
    ["of another century", dated(LATE), "times"],
    ["no calendar at all", dated("__proto__"), "times"],
  ])("is told where it cannot be: %s", async (_story, change, reason) => {
    const { wish, problem } = await prepareMeeting(item(change));
    expect(wish).toBeUndefined();
    expect(problem).toBe(reason);
  });
});

describe("how far a meeting is", () => {
  const none = { waiting: 0, sent: 0, failed: 0 };
  const at = new Date("2027-01-01T00:00:00Z");
  it.each([
    ["prepared", undefined, none, "2026-09-01T00:00:00Z"],
    ["over", undefined, none, "2028-01-01T00:00:00Z"],
    ["approved", at, none, "2027-01-01T00:00:00Z"],
    ["approved", at, { ...none, waiting: 1, sent: 1 }, "2027-01-01T00:00:00Z"],
    ["sent", at, { ...none, sent: 2 }, "2027-01-01T00:00:00Z"],
    ["failed", at, { waiting: 0, sent: 1, failed: 1 }, "2027-01-01T00:00:00Z"],
  ])("%s", async (state, approvedAt, mails, now) => {
    const { wish } = await prepareMeeting(item(dated(ICS)));
    expect(stateOf({ wish, approvedAt, mails }, now)).toBe(state);
  });

  it("impossible", () => {
    const row = { wish: undefined, approvedAt: undefined, mails: none };
    expect(stateOf(row, "2027-01-01T00:00:00Z")).toBe("impossible");
  });
});
