import { describe, expect, it } from "vitest";
import { agencySettingsSchema, effectiveSwitches } from "./agency-settings.ts";
import { ALL_ON } from "./agency.ts";

describe("switches of an agency", () => {
  it.each([
    ["nothing off", ALL_ON, [], true],
    ["off in the client", ALL_ON, ["presence"], false],
    ["off in the configuration", { ...ALL_ON, presence: false }, [], false],
    ["off in both", { ...ALL_ON, presence: false }, ["presence"], false],
  ] as const)("%s", (_story, possible, off, expected) => {
    expect(effectiveSwitches(possible, { off: [...off] }).presence).toBe(expected);
    expect(effectiveSwitches(possible, { off: [...off] }).typing).toBe(true);
  });
  it("keeps no attendance until the agency allows it", () => {
    expect(agencySettingsSchema.parse({}).attendance).toEqual({ allowed: false, keepDays: 90 });
  });
  it("refuses a switch that it does not know", () => {
    expect(agencySettingsSchema.safeParse({ off: ["__proto__"] }).success).toBe(false);
  });
});
