import { describe, expect, it } from "vitest";
import { daySchema, wallTimeSchema } from "./contract.ts";
import { isoOf, isTimeZone, momentOf, wallTimeAt } from "./zone.ts";

describe("time zones", () => {
  it.each(["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])(
    "%s is known",
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );

  it.each([
    "",
    "Europe/Bonn-Mitte",
    "+01:00",
    "__proto__",
    "../etc",
    "X".repeat(70),
    "Europe/Berlin\r\nX:1",
  ])("%j is none", (name) => {
    expect(isTimeZone(name)).toBe(false);
  });

  it("wall times become moments and come back", () => {
    const moment = momentOf("2026-12-01T09:30", "Europe/Berlin");
    expect(isoOf(moment)).toBe("2026-12-01T08:30:00Z");
    expect(wallTimeAt(moment, "Europe/Berlin")).toBe("2026-12-01T09:30");
    expect(wallTimeAt(moment, "America/New_York")).toBe("2026-12-01T03:30");
  });
});

describe("days and wall times from outside", () => {
  it.each(["2026-12-01T09:30", "2028-02-29T00:00"])("%s is one", (time) => {
    expect(wallTimeSchema.safeParse(time).success).toBe(true);
    expect(daySchema.safeParse(time.slice(0, 10)).success).toBe(true);
  });

  it.each([
    "2026-02-29T09:30",
    "2026-12-01T24:00",
    "2026-13-01T09:30",
    "9999-01-01T09:00",
    "2026-12-01T09:30Z",
  ])("%s is none", (time) => {
    expect(wallTimeSchema.safeParse(time).success).toBe(false);
  });
});
