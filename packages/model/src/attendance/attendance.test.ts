import { array, assert, integer, option, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { attendanceOf, attendanceWay, SHORT_ABSENCE, type AttendanceStay } from "./attendance.ts";

const ANNA = "@anna:a.example";
const GUEST = "@guest-1:a.example";
const NOON = Date.parse("2026-12-01T12:00:00Z");
const minute = 60_000;

function stay(from: number, until?: number, userId = ANNA, name = "Anna"): AttendanceStay {
  return {
    userId,
    name,
    from: NOON + from,
    ...(until === undefined ? {} : { until: NOON + until }),
  };
}

/** Times of the first person, in minutes since noon. */
function times(stays: readonly AttendanceStay[], now = 60): (number | undefined)[][] {
  const [row] = attendanceOf(stays, "a.example", NOON + now * minute);
  const minutes = (at: string | undefined): number | undefined =>
    at === undefined ? undefined : (Date.parse(at) - NOON) / minute;
  return (row?.times ?? []).map(({ from, until }) => [minutes(from), minutes(until)]);
}

describe("when somebody was there", () => {
  it.each([
    ["once", [stay(0, 10 * minute)], [[0, 10]]],
    ["and still is", [stay(0)], [[0, undefined]]],
    [
      "twice",
      [stay(0, 10 * minute), stay(20 * minute, 30 * minute)],
      [
        [0, 10],
        [20, 30],
      ],
    ],
    [
      "but for a reload",
      [stay(0, 10 * minute), stay(10 * minute + SHORT_ABSENCE, 20 * minute)],
      [[0, 20]],
    ],
    ["with two devices", [stay(0, 30 * minute), stay(10 * minute, 20 * minute)], [[0, 30]]],
    [
      "with a second device that stays",
      [stay(0, 30 * minute), stay(10 * minute)],
      [[0, undefined]],
    ],
    [
      "told out of order",
      [stay(20 * minute, 30 * minute), stay(0, 10 * minute)],
      [
        [0, 10],
        [20, 30],
      ],
    ],
    ["by a clock that runs backwards", [stay(10 * minute, 0)], [[10, 10]]],
  ])("%s", (_story, stays, expected) => {
    expect(times(stays)).toEqual(expected);
  });

  it("adds up seconds, up to now for whoever is still there", () => {
    const rows = attendanceOf([stay(0, 10_000), stay(60_000)], "a.example", NOON + 90_000);
    expect(rows[0]?.seconds).toBe(40);
  });

  it("lists people by their first arrival, under their latest name", () => {
    const rows = attendanceOf(
      [
        stay(5, 10, GUEST, "Gerd (Gast)"),
        stay(0, 1),
        stay(2 * minute, 3 * minute, ANNA, "Anna B."),
      ],
      "a.example",
      NOON,
    );
    expect(rows.map(({ name, way }) => [name, way])).toEqual([
      ["Anna B.", "account"],
      ["Gerd (Gast)", "guest"],
    ]);
  });

  it("never lets times of one person touch, nor sums exceed the whole", () => {
    const at = integer({ min: 0, max: 3_600_000 });
    const stays = array(tuple(at, option(at, { nil: undefined })), { maxLength: 20 });
    assert(
      property(stays, (list) => {
        const [row] = attendanceOf(
          list.map(([from, until]) => stay(from, until)),
          "a.example",
          NOON + 3_600_000,
        );
        let last = Number.NEGATIVE_INFINITY;
        for (const { from, until } of row?.times ?? []) {
          expect(Date.parse(from)).toBeGreaterThan(last);
          last = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until) + SHORT_ABSENCE;
        }
        expect(row?.seconds ?? 0).toBeLessThanOrEqual(3600);
      }),
    );
  });
});

describe("the way by which somebody takes part", () => {
  it.each([
    [ANNA, "account"],
    [GUEST, "guest"],
    ["@anna:b.example", "other-server"],
    ["@guest-1:b.example", "other-server"],
    ["+4930231251", "phone"],
    ["@3dc3a5a8:phone.invalid", "phone"],
    ["", "phone"],
  ])("%s: %s", (userId, way) => {
    expect(attendanceWay(userId, "a.example")).toBe(way);
  });
});
