import { BUILT_IN_TEMPLATES, type ConferenceTemplate } from "@plenum/model";
import { describe, expect, test } from "vitest";
import { draftOf, settingsOf } from "./draft.ts";

const meeting: ConferenceTemplate = {
  ...BUILT_IN_TEMPLATES.meeting,
  id: "meeting",
  version: 3,
  builtIn: true,
};

describe("changing a template", () => {
  test("nothing typed changes nothing", () => {
    expect(settingsOf(meeting, draftOf(meeting))).toEqual(BUILT_IN_TEMPLATES.meeting);
    const dated = { ...meeting, leadDays: 2, retentionDays: 90 };
    expect(settingsOf(dated, draftOf(dated))).toMatchObject({ leadDays: 2, retentionDays: 90 });
  });

  test("what the form does not show is kept", () => {
    const blocked = { ...meeting, expiry: { ...meeting.expiry, block: true } };
    const draft = { ...draftOf(blocked), closing: "delete" as const, graceDays: "7" };
    expect(settingsOf(blocked, draft)?.expiry).toEqual({
      graceDays: 7,
      closing: "delete",
      block: true,
    });
  });

  test.each([
    ["no number", { graceDays: "" }],
    ["half a day", { graceDays: "1.5" }],
    ["before the beginning of time", { graceDays: "-1" }],
    ["more than ten years", { graceDays: "3651" }],
    ["words", { leadDays: "bald" }],
    ["keeping messages for no day", { retentionDays: "0" }],
    ["no name", { name: { de: " ", en: "Meeting" } }],
  ])("%s is not saved", (_what, typed) => {
    expect(settingsOf(meeting, { ...draftOf(meeting), ...typed })).toBeUndefined();
  });
});
