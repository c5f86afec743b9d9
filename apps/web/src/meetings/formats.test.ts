import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "./calendar/time.ts";
import { createFormats } from "./formats.ts";
import { readDay, readMinutes } from "./schedule/typed.ts";

const german = createFormats("de", "Europe/Berlin");
const english = createFormats("en", "Europe/Berlin");

describe("what the calendar writes", () => {
  it("is German or English", () => {
    expect(german.days("2026-11-30", "2026-12-06")).toMatch(/^30\. Nov\..+6\. Dez\. 2026$/u);
    expect(english.dayLong("2026-11-30", "2026-01-01")).toBe("Monday 30 November");
    expect(german.dayLong("2026-11-30", "2025-01-01")).toBe("Montag, 30. November 2026");
    expect(german.time(Date.parse("2026-12-01T08:30:00Z"))).toBe("09:30");
    expect(german.length(90)).toBe("1 Std. 30 Min.");
    expect(english.length(45)).toBe("45 min");
  });

  it.each([german, english])("can be typed again as it stands there", (formats) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 5, max: 1440 }),
        (n, minutes) => {
          const day = addDays("2020-01-01", n);
          expect(readDay(formats.dayField(day), "2026-11-30")).toBe(day);
          expect(readMinutes(formats.length(minutes))).toBe(minutes);
        },
      ),
    );
  });
});
