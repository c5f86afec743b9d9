import { assert, bigInt, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { timeOfMilliseconds, timeOfTicks } from "./time.ts";

describe("times of chat lines", () => {
  test.each([
    ["a morning in winter", "636848640123450000", "2019-02-04T08:00:12.345Z", 0],
    ["the hour that is skipped in Germany", "636895908000000000", "2019-03-31T01:00:00.000Z", 0],
    ["the hour that comes twice, first", "637712352000000000", "2021-10-31T00:00:00.000Z", 0],
    ["the hour that comes twice, again", "637712388000000000", "2021-10-31T01:00:00.000Z", 0],
    ["100 nanoseconds later", "636848640123450001", "2019-02-04T08:00:12.345Z", 1],
    ["1970", "621355968000000000", "1970-01-01T00:00:00.000Z", 0],
  ])("%s", (_, ticks, iso, rest) => {
    expect(timeOfTicks(ticks)).toEqual({ sentAt: Date.parse(iso), rest });
  });

  test.each([
    "",
    "0",
    "-1",
    "621355967999999999",
    "662380416000000000",
    "9".repeat(40),
    "1e18",
    "x",
  ])("%j is no time of a chat", (ticks) => expect(timeOfTicks(ticks)).toBeUndefined());

  test("milliseconds of the compliance file", () => {
    expect(timeOfMilliseconds("1549267081120")?.sentAt).toBe(1_549_267_081_120);
    expect(timeOfMilliseconds("-1")).toBeUndefined();
    expect(timeOfMilliseconds("4102444800000")).toBeUndefined();
  });

  test("a later tick is never earlier", () => {
    assert(
      property(bigInt(621_355_968_000_000_000n, 662_380_415_999_999_998n), (ticks) => {
        const one = timeOfTicks(String(ticks));
        const next = timeOfTicks(String(ticks + 1n));
        if (one === undefined || next === undefined) throw new Error("within the bounds");
        expect(
          next.sentAt * 10_000 + next.rest > one.sentAt * 10_000 + one.rest ||
            next.sentAt > one.sentAt ||
            next.rest === one.rest + 1,
        ).toBe(true);
      }),
    );
  });
});
