import { meetingSchema, type Meeting } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { shownTime } from "./use-meeting.ts";

const MEETING: Meeting = meetingSchema.parse({
  id: "6f1f7c0e-7f0c-4f5e-8a55-2a2f0c6d1e01",
  uid: "a@amt.example",
  version: 1,
  state: "confirmed",
  title: "Jour fixe",
  description: "",
  kind: "meeting",
  encrypted: true,
  lobby: false,
  start: "2026-12-01T09:30",
  minutes: 45,
  timeZone: "Europe/Berlin",
  recurrence: { frequency: "weekly", weekdays: ["TU"], count: 3 },
  exceptions: [
    { original: "2026-12-08T09:30", start: "2026-12-09T14:00", title: "Ausnahme" },
    { original: "2026-12-15T09:30", cancelled: true },
  ],
  organiser: "@anna:amt.example",
  people: [],
  places: [],
  reminder: 10,
  mayChange: true,
});
const at = (moment: string): number => Date.parse(moment);

describe("which occurrence the details are about", () => {
  it.each<{ name: string; original?: string; now: string; shown: string; title: string }>([
    {
      name: "the one that the address names",
      original: "2026-12-08T09:30",
      now: "2026-11-30T12:00:00Z",
      shown: "2026-12-09T13:00:00.000Z",
      title: "Ausnahme",
    },
    {
      name: "without a name the next",
      now: "2026-12-02T12:00:00Z",
      shown: "2026-12-09T13:00:00.000Z",
      title: "Ausnahme",
    },
    {
      name: "one that is there no more: the next",
      original: "2026-12-04T09:30",
      now: "2026-11-30T12:00:00Z",
      shown: "2026-12-01T08:30:00.000Z",
      title: "Jour fixe",
    },
    {
      name: "when all are over the last",
      now: "2027-06-01T12:00:00Z",
      shown: "2026-12-15T08:30:00.000Z",
      title: "Jour fixe",
    },
  ])("$name", ({ original, now, shown, title }) => {
    const time = shownTime(MEETING, original, at(now));
    expect(time).toMatchObject({ title, start: at(shown) });
  });

  it("is called off with the series, or alone", () => {
    expect(shownTime(MEETING, "2026-12-15T09:30", 0)?.cancelled).toBe(true);
    expect(shownTime(MEETING, "2026-12-01T09:30", 0)?.cancelled).toBe(false);
    expect(shownTime({ ...MEETING, state: "cancelled" }, "2026-12-01T09:30", 0)?.cancelled).toBe(
      true,
    );
  });
});
