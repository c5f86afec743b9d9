import { describe, expect, it } from "vitest";
import type { Poll } from "../contract.ts";
import { relationOf } from "../timeline/relation.ts";
import {
  parsePoll,
  POLL_START,
  pollEndContent,
  pollResponseContent,
  pollStartContent,
} from "./poll.ts";
import { type PollEvent, pollOf, tally } from "./tally.ts";

const POLL: Poll = {
  question: "Wann?",
  answers: [
    { id: "mo", text: "Montag" },
    { id: "di", text: "Dienstag" },
    { id: "mi", text: "Mittwoch" },
  ],
  maxSelections: 2,
  disclosed: true,
};

const start = (poll: object): unknown => ({
  "org.matrix.msc3381.poll.start": { question: { body: "Wann?" }, ...poll },
});
const answers = (count: number): object[] =>
  Array.from({ length: count }, (_unused, index) => ({
    id: `a${index}`,
    "org.matrix.msc1767.text": `Antwort ${index}`,
  }));

describe("the beginning of a poll", () => {
  it("is read as it was written", () => {
    expect(parsePoll(JSON.parse(JSON.stringify(pollStartContent(POLL))))).toEqual(POLL);
  });
  it("in a thread belongs to it, and follows its newest message for clients without threads", () => {
    const content = pollStartContent(POLL, { rootId: "$root", lastEventId: "$last" });
    expect(parsePoll(content)).toEqual(POLL);
    expect(relationOf(POLL_START, content)).toEqual({ kind: "thread", rootId: "$root" });
    expect(content["m.relates_to"]).toMatchObject({ "m.in_reply_to": { event_id: "$last" } });
    expect(relationOf(POLL_START, pollStartContent(POLL))).toEqual({ kind: "none" });
  });
  it("is read under its final names", () => {
    const content = {
      "m.text": [{ body: "Wann?" }],
      "m.poll": {
        kind: "m.undisclosed",
        max_selections: 1,
        question: { "m.text": [{ mimetype: "text/plain", body: "Wann?" }] },
        answers: [{ "m.id": "mo", "m.text": [{ body: "Montag" }] }],
      },
    };
    expect(parsePoll(content)).toEqual({
      question: "Wann?",
      answers: [{ id: "mo", text: "Montag" }],
      maxSelections: 1,
      disclosed: false,
    });
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["no question", { "m.poll": { answers: answers(2) } }],
    ["no answers", start({})],
    ["answers that are no list", start({ answers: { length: 3 } })],
    ["answers without text", start({ answers: [{ id: "a" }, 7, null] })],
    ["its words only in the prototype", JSON.parse('{"__proto__":{"m.poll":{}}}')],
  ])("that says %s is none", (_story, content) => {
    expect(parsePoll(content)).toBeUndefined();
  });
  it("with 1,000 answers has the first twenty", () => {
    expect(parsePoll(start({ answers: answers(1000) }))?.answers).toHaveLength(20);
  });
  it("with the same answer twice has it once", () => {
    expect(parsePoll(start({ answers: [...answers(2), ...answers(2)] }))?.answers).toHaveLength(2);
  });
  it.each([
    [-1, 1],
    [0, 1],
    [2.7, 2],
    [1e9, 3],
    ["2", 1],
    [null, 1],
  ])("that allows %j choices allows %j", (given, allowed) => {
    const poll = parsePoll(start({ answers: answers(3), max_selections: given }));
    expect(poll?.maxSelections).toBe(allowed);
  });
  it("may call an answer __proto__", () => {
    const poll = parsePoll(start({ answers: [{ id: "__proto__", body: "Ja" }] }));
    expect(poll?.answers).toEqual([{ id: "__proto__", text: "Ja" }]);
    const vote = event("$1", "@a:x", 1, ["__proto__"]);
    expect(tally(poll!, [vote], () => false).byAnswer.get("__proto__")).toEqual(["@a:x"]);
  });
  it("cannot turn the line around", () => {
    const poll = parsePoll(start({ answers: [{ id: "a", body: "Ja \u202Enie" }] }));
    expect(poll?.answers[0]?.text).toBe("Ja nie");
  });
});

function event(
  eventId: string,
  sender: string,
  timestamp: number,
  answers: unknown,
  type = "org.matrix.msc3381.poll.response",
): PollEvent {
  const content =
    type === "m.poll.response"
      ? { "m.selections": answers }
      : { "org.matrix.msc3381.poll.response": { answers } };
  return { eventId, type, sender, timestamp, content };
}

function end(sender: string, timestamp: number): PollEvent {
  return { eventId: `$end${timestamp}`, type: "m.poll.end", sender, timestamp, content: {} };
}

const mayEnd = (userId: string): boolean => userId === "@chair:x";

function* votes(): Generator<PollEvent> {
  for (let index = 0; index < 100_000; index += 1) {
    yield event(`$${index}`, `@p${index % 50_000}:x`, index, [index % 2 === 0 ? "mo" : "di"]);
  }
}

const chosen = (...events: readonly PollEvent[]): Record<string, readonly string[]> =>
  Object.fromEntries(
    [...tally(POLL, events, mayEnd).byAnswer].filter(([, people]) => people.length > 0),
  );

describe("counting", () => {
  it.each<[string, readonly PollEvent[], Record<string, readonly string[]>]>([
    ["nobody has voted", [], {}],
    ["one has", [event("$1", "@a:x", 1, ["mo"])], { mo: ["@a:x"] }],
    [
      "under either name",
      [event("$1", "@a:x", 1, ["mo"]), event("$2", "@b:x", 2, ["mo"], "m.poll.response")],
      { mo: ["@a:x", "@b:x"] },
    ],
    [
      "a newer vote replaces the older one, whichever comes first",
      [event("$2", "@a:x", 2, ["di"]), event("$1", "@a:x", 1, ["mo"])],
      { di: ["@a:x"] },
    ],
    ["several answers", [event("$1", "@a:x", 1, ["mo", "mi"])], { mo: ["@a:x"], mi: ["@a:x"] }],
    [
      "what is above the limit is left out",
      [event("$1", "@a:x", 1, ["mo", "mi", "di"])],
      { mo: ["@a:x"], mi: ["@a:x"] },
    ],
    ["the same answer twice is one", [event("$1", "@a:x", 1, ["mo", "mo"])], { mo: ["@a:x"] }],
    [
      "an empty vote takes the earlier one back",
      [event("$1", "@a:x", 1, ["mo"]), event("$2", "@a:x", 2, [])],
      {},
    ],
    [
      "so does an unknown answer",
      [event("$1", "@a:x", 1, ["mo"]), event("$2", "@a:x", 2, ["fr"])],
      {},
    ],
    ["or one that is no list", [event("$1", "@a:x", 1, { 0: "mo", length: 1 })], {}],
    [
      "a vote after the end is late",
      [event("$1", "@a:x", 1, ["mo"]), end("@chair:x", 5), event("$2", "@a:x", 6, ["di"])],
      { mo: ["@a:x"] },
    ],
    [
      "the first end holds",
      [end("@chair:x", 9), event("$1", "@a:x", 7, ["mo"]), end("@chair:x", 5)],
      {},
    ],
    ["nobody else can end it", [end("@a:x", 1), event("$1", "@b:x", 2, ["mo"])], { mo: ["@b:x"] }],
  ])("%s", (_story, events, expected) => {
    expect(chosen(...events)).toEqual(expected);
  });

  it("people, not answers", () => {
    const events = [event("$1", "@a:x", 1, ["mo", "mi"]), event("$2", "@b:x", 1, ["fr"])];
    expect(tally(POLL, events, mayEnd).voters).toBe(1);
  });
  it("100,000 votes without losing one", () => {
    const { byAnswer, voters } = tally(POLL, votes(), mayEnd);
    expect(voters).toBe(50_000);
    expect(byAnswer.get("mo")).toHaveLength(25_000);
  });
});

describe("what refers to a poll", () => {
  it("names it", () => {
    expect(pollOf(pollResponseContent("$poll", ["mo"]))).toBe("$poll");
    expect(pollOf(pollEndContent("$poll", "Montag: 1"))).toBe("$poll");
  });
  it.each([
    [undefined],
    [{ "m.relates_to": { rel_type: "m.thread", event_id: "$poll" } }],
    [{ "m.relates_to": "$poll" }],
  ])("or does not: %j", (content) => {
    expect(pollOf(content)).toBeUndefined();
  });
});
