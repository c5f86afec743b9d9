import { describe, expect, it } from "vitest";
import type { Recurrence } from "./contract.ts";
import { roomEndOf, type MeetingInRoom } from "./room-end.ts";

const CHANGED = "2026-11-20T12:00:00.000Z";

function meeting(
  series: Partial<MeetingInRoom["series"]> = {},
  more: Partial<MeetingInRoom> = {},
): MeetingInRoom {
  return {
    series: { start: "2026-12-01T09:00", minutes: 60, timeZone: "Europe/Berlin", ...series },
    cancelled: false,
    changedAt: CHANGED,
    ...more,
  };
}

const weekly: Recurrence = { frequency: "weekly", interval: 1, weekdays: [] };
const cancelled = { cancelled: true };

describe("the end of a room made for meetings", () => {
  it.each<[string, readonly MeetingInRoom[], string | undefined]>([
    ["one meeting: its end", [meeting()], "2026-12-01T09:00:00.000Z"],
    ["a longer one: later", [meeting({ minutes: 90 })], "2026-12-01T09:30:00.000Z"],
    [
      "a series: the end of its last date",
      [meeting({ recurrence: { ...weekly, count: 3 } })],
      "2026-12-15T09:00:00.000Z",
    ],
    [
      "the last date is moved beyond the rule",
      [
        meeting({
          recurrence: { ...weekly, until: "2026-12-15" },
          exceptions: [
            { original: "2026-12-15T09:00", cancelled: false, start: "2027-01-11T14:00" },
          ],
        }),
      ],
      "2027-01-11T14:00:00.000Z",
    ],
    [
      "the last date is cancelled: the one before",
      [
        meeting({
          recurrence: { ...weekly, count: 3 },
          exceptions: [{ original: "2026-12-15T09:00", cancelled: true }],
        }),
      ],
      "2026-12-08T09:00:00.000Z",
    ],
    ["a series without end: none", [meeting({ recurrence: weekly })], undefined],
    [
      "a series over the change of clocks",
      [
        meeting({
          start: "2027-03-23T09:00",
          recurrence: { ...weekly, count: 2 },
        }),
      ],
      "2027-03-30T08:00:00.000Z",
    ],
    ["cancelled beforehand: the moment of that", [meeting({}, cancelled)], CHANGED],
    ["a series without end, cancelled", [meeting({ recurrence: weekly }, cancelled)], CHANGED],
    [
      "cancelled afterwards: as it was",
      [meeting({ start: "2026-11-02T09:00" }, cancelled)],
      "2026-11-02T09:00:00.000Z",
    ],
    [
      "every single date cancelled",
      [meeting({ exceptions: [{ original: "2026-12-01T09:00", cancelled: true }] })],
      CHANGED,
    ],
    [
      "two meetings: the later end",
      [meeting({ start: "2027-01-01T09:00" }), meeting()],
      "2027-01-01T09:00:00.000Z",
    ],
    ["one of two is cancelled", [meeting({}, cancelled), meeting()], "2026-12-01T09:00:00.000Z"],
    ["one of two without end", [meeting(), meeting({ recurrence: weekly })], undefined],
    ["no meeting at all", [], undefined],
  ])("%s", (_story, meetings, expected) => {
    expect(roomEndOf(meetings)).toBe(expected);
  });
});
