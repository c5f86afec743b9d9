import { describe, expect, it } from "vitest";
import { listenersOf, moderatedKind } from "../jitsi/moderation.ts";
import { ALL_RIGHTS, holds, listens, noticeOf, onStage, rightsFrom } from "./rules.ts";

const NOTHING = { audio: false, video: false, desktop: false };
const calm = { lecture: false, on: { audio: true, video: true, desktop: true } };

describe("one's own rights", () => {
  it("are everything that the server does not speak of", () => {
    expect(rightsFrom(new Map())).toEqual(ALL_RIGHTS);
    expect(rightsFrom(new Map([["video", false]]))).toEqual({ ...ALL_RIGHTS, video: false });
  });

  it.each([
    ["microphones are closed", ALL_RIGHTS, { ...ALL_RIGHTS, audio: false }, calm, "may-not-speak"],
    ["the floor is given", NOTHING, ALL_RIGHTS, { ...calm, lecture: true }, "may-speak"],
    [
      "a lecture, whose own line says it",
      ALL_RIGHTS,
      NOTHING,
      { ...calm, lecture: true },
      undefined,
    ],
    ["coming where all is closed", ALL_RIGHTS, NOTHING, calm, "may-not-speak"],
    ["cameras are closed", ALL_RIGHTS, { ...ALL_RIGHTS, video: false }, calm, "camera-closed"],
    [
      "cameras are closed, and one's own is off",
      ALL_RIGHTS,
      { ...ALL_RIGHTS, video: false },
      { ...calm, on: NOTHING },
      undefined,
    ],
    ["screens are closed", ALL_RIGHTS, { ...ALL_RIGHTS, desktop: false }, calm, "screen-closed"],
    ["nothing changes", ALL_RIGHTS, ALL_RIGHTS, calm, undefined],
  ] as const)("%s", (_story, before, after, moment, expected) => {
    expect(noticeOf(before, after, moment)).toBe(expected);
  });

  it.each([
    ["may-speak", ALL_RIGHTS, false, true],
    ["may-speak", NOTHING, false, false],
    ["may-not-speak", NOTHING, false, true],
    ["may-not-speak", NOTHING, true, false],
    ["camera-closed", { ...ALL_RIGHTS, video: false }, false, true],
    ["camera-closed", ALL_RIGHTS, false, false],
    ["screen-closed", NOTHING, true, false],
    [undefined, ALL_RIGHTS, false, false],
  ] as const)("%s under %o, lecture %s: still so %s", (notice, rights, lecture, expected) => {
    expect(holds(notice, rights, lecture)).toBe(expected);
  });

  it("make a listener of whoever may send nothing in a lecture", () => {
    expect(listens({ lecture: true, rights: NOTHING })).toBe(true);
    expect(listens({ lecture: true, rights: { ...NOTHING, audio: true } })).toBe(false);
    expect(listens({ lecture: false, rights: NOTHING })).toBe(false);
  });
});

const person = (userId: string, more: { isLocal?: boolean; isModerator?: boolean } = {}) => ({
  id: userId.slice(1),
  userId,
  isLocal: false,
  isModerator: false,
  ...more,
});

describe("the stage", () => {
  const people = [
    person("@mod", { isModerator: true }),
    person("@speaker"),
    person("@asks"),
    person("@listener"),
    person("@self", { isLocal: true }),
  ];
  const floor = {
    lecture: true,
    rights: NOTHING,
    holders: ["@asks"],
    presenters: ["@speaker"],
    control: { conference: false, floor: false, roles: false, isConference: true },
  };
  const names = (change: Partial<typeof floor> & { control?: typeof floor.control } = {}) =>
    onStage(people, { ...floor, ...change }).map(({ userId }) => userId);

  it("has moderators, presenters and whoever has the floor", () => {
    expect(names()).toEqual(["@mod", "@speaker", "@asks"]);
  });

  it("has oneself as soon as one may send something", () => {
    expect(names({ rights: { ...NOTHING, audio: true } })).toContain("@self");
  });

  it("is everybody in a meeting", () => {
    expect(names({ lecture: false })).toHaveLength(5);
  });

  it("is whom the server shows where the room is not known", () => {
    const { control: _unknown, ...rest } = floor;
    expect(onStage(people, rest)).toHaveLength(4);
  });
});

describe("what the server says", () => {
  it.each([
    [{ mediaType: "audio" }, "audio"],
    [{ mediaType: "smell" }, undefined],
    ["audio", undefined],
    [null, undefined],
  ])("moderation of %o is about %s", (said, kind) => {
    expect(moderatedKind(said)).toBe(kind);
  });

  it.each([
    [{ "plenum-listeners": "200" }, 200],
    [{ "plenum-listeners": "many" }, undefined],
    [{ "plenum-listeners": 3 }, undefined],
    [{}, undefined],
    [undefined, undefined],
  ])("%o: listeners %s", (said, count) => {
    expect(listenersOf(said)).toBe(count);
  });
});
