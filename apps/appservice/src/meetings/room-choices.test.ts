import { BUILT_IN_TEMPLATES, type ConferenceTemplate } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { ApiProblem } from "../http/api-problem.ts";
import { RoomChoices, type RoomChoice } from "./room-choices.ts";

const OPEN = { encrypted: true, lobby: true };
const FIXED = { encrypted: false, lobby: false };

function choices(encrypted: boolean, lobby: boolean, open: typeof OPEN): RoomChoices {
  const template: ConferenceTemplate = {
    id: "meeting",
    ...BUILT_IN_TEMPLATES.meeting,
    encrypted,
    lobby,
    choices: open,
    version: 1,
    away: false,
    builtIn: true,
  };
  return new RoomChoices({ find: () => Promise.resolve(template) });
}

describe("the room of a new meeting", () => {
  it.each<[string, typeof OPEN, RoomChoice, object | string]>([
    ["nothing chosen", OPEN, {}, { encrypted: true, lobby: false }],
    ["nothing chosen where nothing is open", FIXED, {}, { encrypted: true, lobby: false }],
    [
      "chosen otherwise",
      OPEN,
      { encrypted: false, lobby: true },
      { encrypted: false, lobby: true },
    ],
    ["as fixed", FIXED, { encrypted: true, lobby: false }, { encrypted: true, lobby: false }],
    ["against the template", FIXED, { encrypted: false }, "body.encrypted: template-fixed"],
    ["with a lobby against it", FIXED, { lobby: true }, "body.lobby: template-fixed"],
  ])("%s", async (_story, open, choice, expected) => {
    const outcome = choices(true, false, open)
      .choose("meeting", choice)
      .catch((problem: unknown) => (problem instanceof ApiProblem ? problem.detail : problem));
    expect(await outcome).toEqual(expected);
  });

  it("follows a template that was changed since", async () => {
    const before = { encrypted: false, lobby: true };
    expect(await choices(true, false, FIXED).fitted("meeting", before)).toEqual({
      encrypted: true,
      lobby: false,
    });
    expect(await choices(true, false, OPEN).fitted("meeting", before)).toEqual(before);
  });
});
