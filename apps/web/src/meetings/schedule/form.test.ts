import { meetingSchema, type Meeting } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { changesOf, fitted, type Form, formOf, type FormProblems, readForm } from "./form.ts";

const TODAY = "2026-11-30";
const FORM: Form = {
  title: "Jour fixe",
  description: "",
  kind: "meeting",
  day: "1.12.2026",
  time: "9:30",
  length: "45 min",
  timeZone: "Europe/Berlin",
  people: [{ userId: "@ben:amt.example", name: "Ben" }],
  places: "Raum 1; Raum 2",
  lobby: false,
  encrypted: true,
  reminder: 10,
};
const MEETING: Meeting = meetingSchema.parse({
  id: "6f1f7c0e-7f0c-4f5e-8a55-2a2f0c6d1e01",
  uid: "a@amt.example",
  version: 3,
  state: "confirmed",
  title: "Jour fixe",
  description: "",
  kind: "meeting",
  encrypted: true,
  lobby: false,
  start: "2026-12-01T09:30",
  minutes: 45,
  timeZone: "Europe/Berlin",
  recurrence: { frequency: "weekly", weekdays: ["TU"] },
  exceptions: [{ original: "2026-12-08T09:30", start: "2026-12-09T14:00", title: "Ausnahme" }],
  organiser: "@anna:amt.example",
  people: [
    { userId: "@ben:amt.example", name: "Ben", optional: false, answer: "open" },
    { mail: "cem@amt.example", name: "Cem", optional: true, answer: "accepted" },
  ],
  places: ["Raum 1"],
  reminder: 10,
  mayChange: true,
});
const WORDS = { day: (day: string) => day, length: (minutes: number) => `${minutes} min` };

const fieldsOf = (form: Form) => {
  const { fields } = readForm(form, TODAY);
  if (fields === undefined) throw new Error("The form can be read");
  return fields;
};

describe("what the agency fixes for a kind", () => {
  const open = { encrypted: true, lobby: true };
  const fixed = { encrypted: false, lobby: false };
  it.each([
    ["nothing is known of it", undefined, true, false],
    ["all is open", { encrypted: false, lobby: true, choices: open }, true, false],
    ["all is fixed", { encrypted: false, lobby: true, choices: fixed }, false, true],
    [
      "the lobby alone is fixed",
      { encrypted: false, lobby: true, choices: { ...fixed, encrypted: true } },
      true,
      true,
    ],
  ])("%s", (_story, template, encrypted, lobby) => {
    expect(fitted({ ...FORM, encrypted: true, lobby: false }, template)).toMatchObject({
      encrypted,
      lobby,
    });
  });
});

describe("the dialog's fields", () => {
  it("are read as they were typed", () => {
    expect(readForm(FORM, TODAY)).toMatchObject({
      problems: {},
      fields: {
        start: "2026-12-01T09:30",
        minutes: 45,
        places: ["Raum 1", "Raum 2"],
        people: [{ userId: "@ben:amt.example" }],
      },
    });
  });

  it.each<{ name: string; part: Partial<Form>; problems: FormProblems }>([
    { name: "no title", part: { title: "  " }, problems: { title: "title" } },
    { name: "no such day", part: { day: "31.11." }, problems: { day: "day" } },
    { name: "no such time", part: { time: "25" }, problems: { time: "time" } },
    { name: "too long", part: { length: "25 h" }, problems: { length: "length" } },
    {
      name: "everything at once",
      part: { title: "", day: "", time: "", length: "" },
      problems: { title: "title", day: "day", time: "time", length: "length" },
    },
    {
      name: "a place that is a novel",
      part: { places: "x".repeat(101) },
      problems: { places: "placeLong" },
    },
    {
      name: "eleven places",
      part: { places: "a;".repeat(11) },
      problems: { places: "placesMany" },
    },
    {
      name: "an end before the beginning",
      part: {
        recurrence: { frequency: "daily", interval: 1, weekdays: [], until: "2026-11-30" },
      },
      problems: { recurrence: "until" },
    },
  ])("say what is wrong: $name", ({ part, problems }) => {
    expect(readForm({ ...FORM, ...part }, TODAY)).toEqual({ problems });
  });

  it("of a meeting give the same meeting again", () => {
    const fields = fieldsOf(formOf(MEETING, WORDS));
    expect(changesOf(fields, fields)).toEqual({});
    expect(fields).toMatchObject({ start: MEETING.start, minutes: 45, places: ["Raum 1"] });
    expect(fields.people).toEqual([
      { userId: "@ben:amt.example" },
      { mail: "cem@amt.example", name: "Cem", optional: true },
    ]);
  });

  it("of an occurrence are its own", () => {
    expect(formOf(MEETING, WORDS, "2026-12-08T09:30")).toMatchObject({
      title: "Ausnahme",
      day: "2026-12-09",
      time: "14:00",
    });
    expect(formOf(MEETING, WORDS, "2026-12-15T09:30")).toMatchObject({
      title: "Jour fixe",
      day: "2026-12-15",
      time: "09:30",
    });
  });
});

describe("what is sent of a change", () => {
  const before = fieldsOf(formOf(MEETING, WORDS));

  it("is what was changed alone, so that what others did meanwhile stays", () => {
    expect(changesOf(before, { ...before, title: "Neu", lobby: true })).toEqual({
      title: "Neu",
      lobby: true,
    });
  });

  it("says so when it repeats no more", () => {
    const { recurrence: _gone, ...once } = before;
    expect(changesOf(before, once)).toEqual({ recurrence: null });
  });

  it("leaves the room as it was made", () => {
    expect(changesOf(before, { ...before, encrypted: false })).toEqual({});
  });

  it("of one occurrence is time and title alone", () => {
    expect(
      changesOf(before, { ...before, start: "2026-12-02T10:00", lobby: true }, "2026-12-01T09:30"),
    ).toEqual({ original: "2026-12-01T09:30", start: "2026-12-02T10:00" });
  });
});
