import { describe, expect, it } from "vitest";
import { readTimeCursor, timeCursor } from "./time-cursor.ts";

describe("a place in a list", () => {
  it("comes back as it was given away", () => {
    const place = { time: new Date("2026-11-28T03:30:00.123Z"), id: "!room:agency.example" };
    expect(readTimeCursor(timeCursor(place))).toEqual(place);
  });

  it.each([
    ["nothing", undefined],
    ["an empty text", ""],
    ["no time", "nonsense !room:agency.example"],
    ["a time alone", "2026-11-28T03:30:00.123Z"],
    ["a time and nothing", "2026-11-28T03:30:00.123Z "],
    ["too much", "2026-11-28T03:30:00.123Z a b"],
  ])("is none: %s", (_story, text) => {
    expect(readTimeCursor(text)).toBeUndefined();
  });
});
