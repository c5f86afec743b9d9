import { BUILT_IN_TEMPLATES, templateIdSchema } from "@plenum/model";
import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { draftOf, idFrom, idTrouble, readDraft } from "./draft.ts";

const meeting = {
  ...BUILT_IN_TEMPLATES.meeting,
  id: "meeting",
  version: 3,
  builtIn: true,
  away: false,
};

describe("changing a template", () => {
  test("nothing typed changes nothing", () => {
    expect(readDraft(meeting, draftOf(meeting)).settings).toEqual(BUILT_IN_TEMPLATES.meeting);
    const dated = { ...meeting, leadDays: 2, retentionDays: 90 };
    const { settings } = readDraft(dated, draftOf(dated));
    expect(settings).toMatchObject({ leadDays: 2, retentionDays: 90 });
  });

  test("what the form does not show is kept", () => {
    const blocked = { ...meeting, expiry: { ...meeting.expiry, block: true } };
    const draft = { ...draftOf(blocked), closing: "delete" as const, graceDays: "7" };
    const expiry = { graceDays: 7, closing: "delete", block: true };
    expect(readDraft(blocked, draft).settings?.expiry).toEqual(expiry);
  });

  test.each([
    ["no number", { graceDays: "" }, "expiry.graceDays"],
    ["half a day", { graceDays: "1.5" }, "expiry.graceDays"],
    ["before the beginning of time", { graceDays: "-1" }, "expiry.graceDays"],
    ["more than ten years", { graceDays: "3651" }, "expiry.graceDays"],
    ["words", { leadDays: "bald" }, "leadDays"],
    ["keeping messages for no day", { retentionDays: "0" }, "retentionDays"],
    ["no name", { name: { de: " ", en: "Meeting" } }, "name.de"],
    ["no sentence", { sentence: { de: "Alle sprechen.", en: "" } }, "sentence.en"],
  ])("%s is not saved, and told at its field", (_what, typed, field) => {
    const { settings, wrong } = readDraft(meeting, { ...draftOf(meeting), ...typed });
    expect([settings, [...wrong]]).toEqual([undefined, [field]]);
  });
});

describe("the id of a new template", () => {
  test.each([
    ["Ausschuss für Öffentlichkeit", "ausschuss-fuer-oeffentlichkeit"],
    ["  Größe & Maß!  ", "groesse-mass"],
    ["Réunion", "reunion"],
    ["会議", ""],
    ["__proto__", "proto"],
    ["x".repeat(60), "x".repeat(40)],
    [`${"x".repeat(39)} y`, "x".repeat(39)],
  ])("follows its name: %s", (name, id) => {
    expect(idFrom(name)).toBe(id);
  });

  test("is always one that can be, or empty", () => {
    assert(
      property(string({ unit: "binary" }), (name) => {
        const id = idFrom(name);
        expect(id === "" || templateIdSchema.safeParse(id).success).toBe(true);
      }),
    );
  });

  test.each([
    ["kreistag", undefined],
    ["meeting", "idTaken"],
    ["Kreistag", "idWrong"],
    ["", "idWrong"],
  ])("%j: %s", (id, trouble) => {
    expect(idTrouble(id, ["meeting"])).toBe(trouble);
  });
});
