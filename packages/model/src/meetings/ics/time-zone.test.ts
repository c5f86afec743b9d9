import { convertIcsTimezone, getTimezoneObjectOffset } from "ts-ics";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { timeZoneComponent } from "./time-zone.ts";

const FROM = "2026-02-01T00:00:00Z";
const TO = "2031-02-01T00:00:00Z";

describe("a time zone in a calendar", () => {
  it("is written as rules where the clocks change by one", () => {
    const text = timeZoneComponent("Europe/Berlin", FROM, TO);
    expect(text).toContain("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n");
    expect(text).toContain("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n");
    expect(text.match(/BEGIN:(?:STANDARD|DAYLIGHT)/g)).toHaveLength(2);
  });

  it("is one offset where they do not change", () => {
    const text = timeZoneComponent("Asia/Kolkata", FROM, TO);
    expect(text).toContain("TZOFFSETTO:+0530\r\n");
    expect(text).not.toContain("RRULE");
  });

  it.each([
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "UTC",
  ])("tells another reader the offsets of %s", (name) => {
    const zone = convertIcsTimezone(undefined, timeZoneComponent(name, FROM, TO));
    const first = Temporal.Instant.from("2026-02-03T12:00:00Z");
    for (let week = 0; week < 255; week += 1) {
      const time = first.add({ hours: week * 168 }).toZonedDateTimeISO(name);
      const wall = new Date(`${time.toPlainDateTime().toString()}Z`);
      expect([time.toString(), getTimezoneObjectOffset(wall, name, [zone])?.offset]).toEqual([
        time.toString(),
        time.offset.replace(":", ""),
      ]);
    }
  });
});
