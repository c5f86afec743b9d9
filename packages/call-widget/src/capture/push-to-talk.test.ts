import { expect, test } from "vitest";
import { talk, type TalkEvent, type TalkState } from "./push-to-talk.ts";

const down: TalkEvent = { kind: "pressed", muted: true };
const again: TalkEvent = { kind: "pressed", muted: false };
const up: TalkEvent = { kind: "released" };
const over: TalkEvent = { kind: "tail-over" };
const lost: TalkEvent = { kind: "lost" };

test.each<[string, TalkEvent[], TalkState]>([
  ["a held key lets one be heard", [down], "talking"],
  ["the repeated key changes nothing", [down, again, again], "talking"],
  ["letting go leaves time for the last syllable", [down, up], "tail"],
  ["then one is muted again", [down, up, over], "idle"],
  ["pressing again within it goes on talking", [down, up, again, over], "talking"],
  ["who is on already is not switched off by the key", [again, up, over], "idle"],
  ["a window that loses the keyboard mutes at once", [down, lost], "idle"],
  ["a key that went down elsewhere says nothing", [up, over], "idle"],
])("%s", (_story, events, state) => {
  expect(events.reduce(talk, "idle")).toBe(state);
});
