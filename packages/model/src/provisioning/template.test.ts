import { describe, expect, it } from "vitest";
import { conferenceKindSchema } from "../conference/events.ts";
import {
  BUILT_IN_TEMPLATES,
  madeFrom,
  planRoom,
  putTemplateRequestSchema,
  templateIdSchema,
  templateSettingsSchema,
} from "./template.ts";

const fixed = {
  ...BUILT_IN_TEMPLATES.committee,
  lobby: true,
  choices: { encrypted: false, lobby: false },
};

describe("templates that come with Plenum", () => {
  it.each(conferenceKindSchema.options)("%s is valid and of its own kind", (kind) => {
    const template = templateSettingsSchema.parse(BUILT_IN_TEMPLATES[kind]);
    expect(template.kind).toBe(kind);
  });
});

describe("the plan of a room", () => {
  it.each([
    ["nothing chosen: as the template says", BUILT_IN_TEMPLATES.meeting, {}, true, false, []],
    [
      "what the template leaves open",
      BUILT_IN_TEMPLATES.meeting,
      { encrypted: false, lobby: true },
      false,
      true,
      [],
    ],
    [
      "against the template",
      fixed,
      { encrypted: false, lobby: false },
      true,
      true,
      ["encrypted", "lobby"],
    ],
    ["the same as the template", fixed, { encrypted: true, lobby: true }, true, true, []],
  ] as const)("%s", (_story, settings, choice, encrypted, lobby, refused) => {
    const outcome = planRoom({ title: "Probe", ...choice }, { id: "probe", settings });
    expect(outcome.plan.settings).toMatchObject({ encrypted, lobby });
    expect(outcome.refused).toEqual(refused);
  });

  it.each([
    ["no beginning", 7, undefined, undefined],
    ["no lead", undefined, "2026-12-10T09:00:00Z", undefined],
    ["a week before", 7, "2026-12-10T09:00:00+01:00", "2026-12-03T08:00:00.000Z"],
  ])("is carried out from a moment on: %s", (_story, leadDays, startsAt, expected) => {
    const settings = {
      ...BUILT_IN_TEMPLATES.meeting,
      ...(leadDays === undefined ? {} : { leadDays }),
    };
    const { plan } = planRoom({ title: "Probe", startsAt }, { id: "meeting", settings });
    expect(madeFrom(plan)?.toISOString()).toBe(expected);
  });
});

describe("what an administrator may write into a template", () => {
  const good = { ...BUILT_IN_TEMPLATES.meeting, version: 0 };
  it.each([
    ["as it comes", {}, true],
    ["a level of the bot", { power: { ...good.power, invite: 150 } }, false],
    ["a level for calls", { power: { ...good.power, call: 50 } }, false],
    ["a kind that is none", { kind: "party" }, false],
    ["no name in one language", { name: { de: "", en: "Meeting" } }, false],
    ["a negative time of grace", { expiry: { ...good.expiry, graceDays: -1 } }, false],
    ["retention of no days", { retentionDays: 0 }, false],
    ["a field that nobody knows", { widget: true }, false],
    ["no version", { version: undefined }, false],
  ])("%s", (_story, change, valid) => {
    expect(putTemplateRequestSchema.safeParse({ ...good, ...change }).success).toBe(valid);
  });

  it.each([
    ["council-session", true],
    ["a", true],
    ["-a", false],
    ["a-", false],
    ["Ausschuss", false],
    ["../x", false],
    ["__proto__", false],
    ["", false],
  ])("its name %j: %s", (id, valid) => {
    expect(templateIdSchema.safeParse(id).success).toBe(valid);
  });
});
