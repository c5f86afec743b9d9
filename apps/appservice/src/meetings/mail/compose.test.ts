import { describe, expect, it } from "vitest";
import { testConfig } from "../../testing/config.ts";
import type { StoredMeeting } from "../meeting-row.ts";
import type { StoredPerson } from "../people-store.ts";
import { composeMail, messageIdOf, type MailFacts } from "./compose.ts";

const MEETING: StoredMeeting = {
  id: "00000000-0000-4000-8000-000000000001",
  organiser: "@anna:a.example",
  fields: {
    title: "Jour fixe",
    description: "Bitte pünktlich",
    kind: "meeting",
    encrypted: true,
    lobby: false,
    start: "2026-12-01T09:30",
    minutes: 60,
    timeZone: "Europe/Berlin",
    recurrence: { frequency: "weekly", interval: 1, weekdays: [], count: 3 },
    places: ["Raum 1"],
    reminder: 10,
  },
  exceptions: [{ original: "2026-12-08T09:30", cancelled: false, title: "Klausur" }],
  version: 3,
  cancelled: false,
  cancelReason: "",
  provisioningId: undefined,
  roomId: "!room",
  ownRoom: true,
  settledVersion: 3,
  attempts: 0,
  changedAt: new Date("2026-11-28T00:00:00Z"),
};

const ERIKA: StoredPerson = {
  id: "00000000-0000-4000-8000-000000000002",
  meetingId: MEETING.id,
  userId: undefined,
  mail: "erika@b.example",
  name: "Erika Muster",
  optional: false,
  answer: "open",
  linkId: undefined,
  removed: false,
  mailState: undefined,
};

function facts(change: Partial<MailFacts> = {}): MailFacts {
  return {
    config: testConfig(),
    mail: { host: "mail", port: 25, secure: false, from: "plenum@a.example" },
    meeting: MEETING,
    person: ERIKA,
    to: "erika@b.example",
    kind: "new",
    original: undefined,
    url: "https://plenum.a.example/join/abc",
    dialIn: { numbers: [{ country: "DE", number: "+49 30 1234" }], pin: "1234567890" },
    organiser: { name: "Anna Schmidt", mail: "anna@a.example" },
    replyToken: "a".repeat(24),
    languages: ["de"],
    ...change,
  };
}

function textOf(change: Partial<MailFacts>): string {
  const { text } = composeMail(facts(change));
  return typeof text === "string" ? text : "";
}

describe("a mail about a meeting", () => {
  it("says when, how often, where, and how to join", () => {
    const text = textOf({});
    for (const line of [
      "Anna Schmidt lädt Sie zu einer Besprechung ein.",
      "Wann: Dienstag, 1. Dezember 2026, 09:30–10:30 (Europe/Berlin)",
      "Wiederholung: Jede Woche am Dienstag, 3-mal",
      "Ort: Raum 1",
      "Teilnehmen: https://plenum.a.example/join/abc",
      "PIN: 123 456 789 0",
      "Bitte pünktlich",
    ]) {
      expect(text).toContain(line);
    }
  });

  it.each<[string, Partial<MailFacts>, string]>([
    [
      "of a change of one date",
      { kind: "changed", original: "2026-12-08T09:30" },
      "Anna Schmidt hat einen Termin dieser Besprechung geändert.\nWann: Dienstag, 8. Dezember 2026",
    ],
    [
      "of a cancellation, with the reason",
      { kind: "cancelled", meeting: { ...MEETING, cancelled: true, cancelReason: "Streik" } },
      "Grund: Streik",
    ],
    [
      "of an invitation that was withdrawn",
      { kind: "cancelled", person: { ...ERIKA, removed: true } },
      "Anna Schmidt hat Ihre Einladung zu dieser Besprechung zurückgezogen.",
    ],
  ])("tells %s", (_story, change, expected) => {
    expect(textOf(change)).toContain(expected);
  });

  it("of a meeting from elsewhere is a change of the appointment that calendars have", () => {
    const imported = {
      uid: "040000008200E00074",
      sequence: 4,
      organiser: { address: "anna.schmidt@land.example", name: "Schmidt, Anna" },
      addresses: {},
    };
    const person = { ...ERIKA, answer: "accepted" } as const;
    const mail = composeMail(
      facts({ kind: "moved", meeting: { ...MEETING, version: 1, imported }, person }),
    );
    expect(mail.subject).toBe("Neuer Link: Jour fixe");
    const text = typeof mail.text === "string" ? mail.text : "";
    expect(text).toContain("Der bisherige Skype-Link gilt nicht mehr.");
    const { icalEvent } = mail;
    const content =
      typeof icalEvent === "object" && "content" in icalEvent ? icalEvent.content : "";
    const calendar = (typeof content === "string" ? content : "").replaceAll(/\r?\n /g, "");
    for (const line of [
      "METHOD:REQUEST",
      "UID:040000008200E00074",
      "SEQUENCE:5",
      "mailto:anna.schmidt@land.example",
      "PARTSTAT=ACCEPTED",
      'RECURRENCE-ID;TZID="Europe/Berlin":20261208T093000',
    ]) {
      expect(calendar).toContain(line);
    }
  });

  it("has no way in when it is off", () => {
    const text = textOf({ kind: "cancelled", url: undefined });
    expect(text).not.toContain("join");
    expect(text).not.toContain("PIN");
  });

  it("names the date's own title, and lets nobody write headers", () => {
    const one = composeMail(facts({ kind: "changed", original: "2026-12-08T09:30" }));
    expect(one.subject).toBe("Geändert: Klausur");
    const title = "Ende\r\nBcc: eve@evil.example";
    const meeting = { ...MEETING, fields: { ...MEETING.fields, title } };
    expect(composeMail(facts({ meeting })).subject).toBe("Einladung: Ende Bcc: eve@evil.example");
  });

  it("is in both languages for somebody whose language nobody knows", () => {
    const mail = composeMail(facts({ languages: ["en", "de"] }));
    expect(mail.subject).toBe("Invitation: Jour fixe");
    const text = textOf({ languages: ["en", "de"] });
    expect(text).toContain("Anna Schmidt invites you to a meeting.");
    expect(text).toContain("When: Tuesday");
    expect(text).toContain("Anna Schmidt lädt Sie zu einer Besprechung ein.");
    expect(text).toContain("Wann: Dienstag");
    expect(text.match(/Bitte pünktlich/g)).toHaveLength(1);
    expect(mail.html).toContain('<div lang="de">');
  });

  it.each<[string, Partial<MailFacts>, boolean]>([
    ["sent a second time", {}, true],
    ["sent a second time, now as a change", { kind: "changed" }, true],
    ["of the next version", { meeting: { ...MEETING, version: 4 } }, false],
    ["of one date", { original: "2026-12-08T09:30" }, false],
    ["of a cancellation", { kind: "cancelled" }, false],
    [
      "to somebody else",
      { person: { ...ERIKA, id: "00000000-0000-4000-8000-000000000003" } },
      false,
    ],
  ])("has the same Message-ID where it says the same: %s", (_story, change, same) => {
    expect(messageIdOf(facts(change)) === messageIdOf(facts())).toBe(same);
  });
});
