import { describe, expect, it } from "vitest";
import { movingDay } from "./moving-day.ts";

const now = new Date(2027, 0, 20, 23, 30).getTime();

describe("the day on which somebody moves", () => {
  it.each([
    ["2027-02-02", "2 February", "2. Februar"],
    ["2028-02-02", "2 February 2028", "2. Februar 2028"],
    ["2027-01-21", "21 January", "21. Januar"],
  ])("%s is named", (day, english, german) => {
    expect(movingDay(day, "en", now)).toEqual({ day: english });
    expect(movingDay(day, "de", now)).toEqual({ day: german });
  });

  it("may be today, past or unknown", () => {
    expect(movingDay("2027-01-20", "en", now)).toBe("today");
    expect(movingDay("2027-01-19", "en", now)).toBeUndefined();
    expect(movingDay(undefined, "en", now)).toBeUndefined();
  });
});
