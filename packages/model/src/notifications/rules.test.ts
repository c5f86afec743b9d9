import { describe, expect, it } from "vitest";
import {
  isQuiet,
  type NewMessage,
  noticeOf,
  readNotificationSettings,
  type WallClock,
} from "./rules.ts";

const at = (time: string, weekday = 3): WallClock => {
  const [hours, minutes] = time.split(":").map(Number);
  return { hours: hours ?? 0, minutes: minutes ?? 0, weekday };
};

describe("quiet time", () => {
  it.each([
    ["in the evening", "18:00", "07:00", "18:00", true],
    ["after midnight", "18:00", "07:00", "00:30", true],
    ["until the last minute", "18:00", "07:00", "06:59", true],
    ["not at work any more", "18:00", "07:00", "07:00", false],
    ["not at noon", "18:00", "07:00", "12:00", false],
    ["at lunch", "12:00", "12:30", "12:15", true],
    ["not after lunch", "12:00", "12:30", "12:30", false],
    ["never, where both are alike", "09:00", "09:00", "09:00", false],
  ])("%s", (_story, from, to, time, expected) => {
    expect(isQuiet({ from, to, weekend: false }, at(time))).toBe(expected);
  });

  it.each([
    [0, true],
    [1, false],
    [6, true],
  ])("at the weekend, day %i: %s", (weekday, expected) => {
    expect(isQuiet({ from: "18:00", to: "07:00", weekend: true }, at("12:00", weekday))).toBe(
      expected,
    );
  });

  it("is never without a wish for it", () => {
    expect(isQuiet(undefined, at("03:00"))).toBe(false);
  });
});

describe("a message", () => {
  const message: NewMessage = {
    important: true,
    muted: false,
    inSight: false,
    windowActive: false,
    old: false,
  };
  it.each<[string, Partial<NewMessage>, object, boolean, boolean, boolean, boolean]>([
    ["to me, while I am elsewhere", {}, {}, false, false, true, true],
    ["to me, while I read another room", { windowActive: true }, {}, false, false, false, true],
    ["before my eyes", { inSight: true }, {}, false, false, false, false],
    ["of no importance", { important: false }, {}, false, false, true, false],
    [
      "of no importance, all heard",
      { important: false },
      { sound: "all" },
      false,
      false,
      true,
      true,
    ],
    ["to me, nothing heard", {}, { sound: "none" }, false, false, true, false],
    ["in a muted room", { muted: true, important: false }, {}, false, false, false, false],
    ["to me in a muted room", { muted: true }, {}, false, false, true, true],
    ["in quiet time", {}, {}, true, false, false, false],
    ["while nobody shall disturb me", {}, {}, false, true, false, false],
    ["from before the start", { old: true }, {}, false, false, false, false],
  ])("%s", (_story, change, settings, quiet, silenced, show, sound) => {
    const read = readNotificationSettings(settings);
    expect(noticeOf({ ...message, ...change }, read, quiet, silenced)).toEqual({ show, sound });
  });
});

describe("settings as they come", () => {
  it.each([
    ["nothing", undefined],
    ["nonsense", "loud"],
    ["damaged parts", { sound: "siren", preview: "perhaps", quiet: { from: "25:00", to: 7 } }],
    ["a name that is none", JSON.parse('{"__proto__":{"sound":"all"}}')],
  ])("%s", (_story, content: unknown) => {
    expect(readNotificationSettings(content)).toEqual({ sound: "important", preview: true });
  });
});
