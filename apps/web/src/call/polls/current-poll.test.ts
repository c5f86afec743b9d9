import type { TimelineItem } from "@plenum/matrix";
import { describe, expect, it } from "vitest";
import { currentPoll } from "./current-poll.ts";

const JOINED = 1_000;
const sender = { userId: "@anna:a.example", displayName: "Anna" } as Extract<
  TimelineItem,
  { kind: "message" }
>["sender"];

function item(key: string, timestamp: number, kind: "poll" | "text"): TimelineItem {
  const poll = { question: key, answers: [], maxSelections: 1, disclosed: true };
  return {
    kind: "message",
    key,
    eventId: `$${key}`,
    sender,
    own: false,
    timestamp,
    body: kind === "poll" ? { kind, poll } : { kind, style: "normal", body: key },
    edited: false,
    reactions: [],
    send: { kind: "sent" },
    mentionsMe: false,
  };
}

describe("the poll over a call", () => {
  it.each([
    ["none began", [item("hello", 2_000, "text")], [], undefined],
    ["one from before one came", [item("old", 999, "poll")], [], undefined],
    ["one that began meanwhile", [item("new", 1_500, "poll")], [], "new"],
    ["the newest of two", [item("a", 1_500, "poll"), item("b", 1_600, "poll")], [], "b"],
    ["one behind messages", [item("a", 1_500, "poll"), item("x", 1_700, "text")], [], "a"],
    ["one that was put away", [item("a", 1_500, "poll")], ["$a"], undefined],
    [
      "the one before the one that was put away",
      [item("a", 1_500, "poll"), item("b", 1_600, "poll")],
      ["$b"],
      "a",
    ],
  ])("%s", (_story, items, hidden, expected) => {
    expect(currentPoll(items, JOINED, new Set(hidden))?.key).toBe(expected);
  });
});
