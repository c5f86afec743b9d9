import { PROFILE_FIELDS, STATUS_FIELD } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { readProfile } from "./profile.ts";

const ANNA = "@anna.schmidt:amt.de";

describe("a profile", () => {
  it("says what the person wrote", () => {
    expect(
      readProfile(ANNA, {
        displayname: "Anna Schmidt",
        avatar_url: "mxc://amt.de/abc",
        [PROFILE_FIELDS.organisation]: "Landesamt",
        [PROFILE_FIELDS.function]: "Referentin",
        [PROFILE_FIELDS.phone]: "+49 (30) 555-0100",
        [PROFILE_FIELDS.mail]: "anna.schmidt@amt.de",
        [PROFILE_FIELDS.timeZone]: "Europe/Berlin",
        [STATUS_FIELD]: { chosen: { state: "busy", text: "Prüfung" } },
      }),
    ).toEqual({
      userId: ANNA,
      server: "amt.de",
      isGuest: false,
      displayName: "Anna Schmidt",
      avatarMxc: "mxc://amt.de/abc",
      organisation: "Landesamt",
      function: "Referentin",
      phone: "+49 (30) 555-0100",
      mail: "anna.schmidt@amt.de",
      timeZone: "Europe/Berlin",
      status: { chosen: { state: "busy", text: "Prüfung" } },
    });
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["a list", []],
    [
      "fields of the wrong kind",
      { displayname: 7, [PROFILE_FIELDS.mail]: {}, "m.tz": [], [STATUS_FIELD]: "x" },
    ],
    [
      "an address that leads elsewhere",
      { [PROFILE_FIELDS.mail]: "a@b.de?bcc=c@d.de", "m.tz": "Mars/Base" },
    ],
    [
      "a line that injects another",
      { [PROFILE_FIELDS.mail]: "a@b.de%0abcc:c", [PROFILE_FIELDS.phone]: "javascript:1" },
    ],
    ["a picture from nowhere", { avatar_url: "https://evil.example/x.png" }],
    ["fields of its prototype", JSON.parse('{"__proto__": {"displayname": "Chef"}}')],
  ])("that is %s stands for the id alone", (_, answer) => {
    expect(readProfile(ANNA, answer)).toEqual({
      userId: ANNA,
      server: "amt.de",
      isGuest: false,
      displayName: "anna.schmidt",
      status: {},
    });
  });

  it("cannot turn the lines around it upside down", () => {
    const profile = readProfile(ANNA, {
      displayname: `\u202EChef${"\u0301".repeat(10_000)}`,
      [PROFILE_FIELDS.function]: "<b>Präsident</b>\n\u2066x",
      [STATUS_FIELD]: { out_of_office: { until: 5, text: `a\u202Eb${"\u0301".repeat(400)}` } },
    });
    expect(profile.displayName).toBe("Chef\u0301\u0301");
    // Text stays text: markup is shown as it was written.
    expect(profile.function).toBe("<b>Präsident</b> x");
    expect(profile.status.out_of_office?.text).toBe("ab\u0301\u0301");
  });
});
