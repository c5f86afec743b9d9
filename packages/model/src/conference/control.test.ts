import { describe, expect, it } from "vitest";
import {
  type ControlWishBody,
  controlMuteSchema,
  controlWishSchema,
  rightsUnder,
} from "./control.ts";

const ANNA = "@anna:a.example";
const JONAS = "@jonas:a.example";
const may = (audio: boolean, video: boolean, desktop: boolean): object => ({
  audio,
  video,
  desktop,
});

describe("how a conference is to be", () => {
  it("is a meeting without locks unless something is said", () => {
    expect(controlWishSchema.parse({})).toEqual({
      mode: "meeting",
      stage: [],
      locks: { audio: false, video: false, desktop: false, chat: false },
      participants: {},
    });
  });

  it("is the same after JSON", () => {
    const wish = controlWishSchema.parse({
      mode: "stage",
      stage: [ANNA],
      locks: { audio: true },
      participants: { [JONAS]: { role: "presenter", audio: true, video: false, desktop: false } },
    });
    expect(controlWishSchema.parse(JSON.parse(JSON.stringify(wish)))).toEqual(wish);
  });

  it.each([
    ["a mode that there is not", { mode: "party" }],
    [
      "somebody who is nobody",
      { participants: { anna: { role: "guest", ...may(true, true, true) } } },
    ],
    [
      "a role that there is not",
      { participants: { [ANNA]: { role: "king", ...may(true, true, true) } } },
    ],
    ["half a standing", { participants: { [ANNA]: { role: "guest", audio: true } } }],
    [
      "more people than a call holds",
      {
        participants: Object.fromEntries(
          Array.from({ length: 1_001 }, (_, n) => [
            `@p${n}:a.example`,
            { role: "guest", ...may(true, true, true) },
          ]),
        ),
      },
    ],
  ])("is refused with %s", (_story, wish) => {
    expect(controlWishSchema.safeParse(wish).success).toBe(false);
  });
});

describe("what somebody may send", () => {
  it.each<[string, ControlWishBody, "moderator" | "participant", object]>([
    ["everything without a wish", {}, "participant", may(true, true, true)],
    [
      "not what is locked",
      { locks: { audio: true, desktop: true } },
      "participant",
      may(false, true, false),
    ],
    [
      "everything for who moderates, lock or not",
      { locks: { audio: true, video: true, desktop: true } },
      "moderator",
      may(true, true, true),
    ],
    [
      "what was granted, in spite of the lock",
      {
        locks: { audio: true },
        participants: {
          [ANNA]: { role: "participant", audio: true, video: false, desktop: false },
        },
      },
      "participant",
      may(true, false, false),
    ],
    [
      "less than a moderator's, where the room has taken the role back since",
      {
        participants: {
          [ANNA]: { role: "participant", audio: true, video: false, desktop: false },
        },
      },
      "moderator",
      { role: "participant", ...may(true, false, false) },
    ],
    ["nothing below the stage", { mode: "stage" }, "participant", may(false, false, false)],
    ["on the stage", { mode: "stage", stage: [ANNA] }, "participant", may(true, true, true)],
    [
      "on the stage, not what is locked",
      { mode: "stage", stage: [ANNA], locks: { video: true } },
      "participant",
      may(true, false, true),
    ],
    ["beside the stage for who moderates", { mode: "stage" }, "moderator", may(true, true, true)],
  ])("%s", (_story, wish, role, expected) => {
    expect(rightsUnder(controlWishSchema.parse(wish), ANNA, role)).toMatchObject(expected);
  });

  it("does not follow from names that every object has", () => {
    const standing = rightsUnder(controlWishSchema.parse({}), "__proto__", "guest");
    expect(standing).toEqual({ role: "guest", ...may(true, true, true) });
  });
});

describe("a request to mute", () => {
  it.each([
    [["audio"], true],
    [["audio", "video", "desktop"], true],
    [[], false],
    [["chat"], false],
  ])("%j: %s", (kinds, valid) => {
    expect(controlMuteSchema.safeParse({ kinds }).success).toBe(valid);
  });
});
