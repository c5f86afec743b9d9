import { describe, expect, it } from "vitest";
import { event } from "../testing/events.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { callsMe, keywordsOf } from "./mentions.ts";
import { NO_RECEIPTS, type Receipt, readReceipts, type RoomReceipts } from "./receipts.ts";
import { type CountFacts, MOST_COUNTED, unreadOf } from "./unread.ts";

const ME = "@me:example.org";
const NOW = 1_000_000;
const mine = { sender: ME };
const encrypted = { type: "m.room.encrypted", content: {} };
const calling = { content: { msgtype: "m.text", body: "!", "m.mentions": { user_ids: [ME] } } };
const joined = { ...mine, type: "m.room.member", stateKey: ME, content: { membership: "join" } };

function inThread(rootId: string, parts: Partial<RawEvent> = {}): Partial<RawEvent> {
  const content = { msgtype: "m.text", body: "in a thread", ...(parts.content as object) };
  return {
    ...parts,
    content: { ...content, "m.relates_to": { rel_type: "m.thread", event_id: rootId } },
  };
}

function editOf(eventId: string, text = "new", mentions: object = {}): Partial<RawEvent> {
  return {
    content: {
      msgtype: "m.text",
      body: `* ${text}`,
      "m.new_content": { msgtype: "m.text", body: text, "m.mentions": mentions },
      "m.relates_to": { rel_type: "m.replace", event_id: eventId },
    },
  };
}

function list(at: string | Receipt | undefined): readonly Receipt[] {
  if (at === undefined) return [];
  return [typeof at === "string" ? { eventId: at } : at];
}

function receipts(
  parts: {
    all?: string | Receipt;
    main?: string | Receipt;
    threads?: Record<string, string | Receipt>;
  } = {},
): RoomReceipts {
  return {
    unthreaded: list(parts.all),
    main: list(parts.main),
    threads: new Map(Object.entries(parts.threads ?? {}).map(([id, at]) => [id, list(at)])),
  };
}

function count(
  events: readonly RawEvent[],
  read: RoomReceipts = NO_RECEIPTS,
  more: Partial<CountFacts> = {},
) {
  return unreadOf({
    events,
    receipts: read,
    ownUserId: ME,
    now: NOW,
    fromBeginning: true,
    threadsComplete: false,
    ...more,
  });
}

/** `main 2, $t 1 (1)`: two unread in the main timeline, one that mentions in the thread of `$t`. */
function inWords(...facts: Parameters<typeof count>): string {
  const { parts } = count(...facts);
  const words = parts.map(
    ({ threadId, unread, mentions }) =>
      `${threadId ?? "main"} ${unread}${mentions > 0 ? ` (${mentions})` : ""}`,
  );
  return words.join(", ") || "nothing";
}

describe("what is unread in the main timeline", () => {
  it.each<[string, readonly RawEvent[], RoomReceipts, string]>([
    ["nothing read yet", [event("$1"), event("$2")], receipts(), "main 2"],
    ["read up to the first", [event("$1"), event("$2")], receipts({ all: "$1" }), "main 1"],
    ["everything read", [event("$1"), event("$2")], receipts({ main: "$2" }), "nothing"],
    ["above my own message", [event("$1"), event("$2", mine), event("$3")], receipts(), "main 1"],
    [
      "my own reaction or edit says nothing about what I have read",
      [event("$1", mine), event("$2"), event("$3", { ...mine, ...editOf("$1") })],
      receipts(),
      "main 1",
    ],
    [
      "a message of mine that could not be sent stays below all others",
      [event("$1"), event("~", { ...mine, send: { kind: "failed", code: "unknown" } })],
      receipts(),
      "main 1",
    ],
    ["before I joined", [event("$1"), event("$2", joined), event("$3")], receipts(), "main 1"],
    [
      "my new name is no joining",
      [event("$1"), event("$2", { ...joined, prevContent: { membership: "join" } })],
      receipts(),
      "main 1",
    ],
    [
      "edits, reactions, state and what was removed do not count",
      [
        event("$1"),
        event("$2", editOf("$1")),
        event("$3", {
          type: "m.reaction",
          content: { "m.relates_to": { rel_type: "m.annotation", event_id: "$1", key: "x" } },
        }),
        event("$4", { type: "m.room.topic", stateKey: "" }),
        event("$5", { redacted: true }),
      ],
      receipts(),
      "main 1",
    ],
    [
      "an edit of an old message is nothing new",
      [event("$1"), event("$2"), event("$3", editOf("$1"))],
      receipts({ main: "$2" }),
      "nothing",
    ],
    [
      "a receipt may stand at what is no message",
      [event("$1"), event("$2", editOf("$1")), event("$3")],
      receipts({ main: "$2" }),
      "main 1",
    ],
    [
      "what cannot be read counts, what is being opened not yet",
      [
        event("$1", { ...encrypted, decryption: "no-key" }),
        event("$2", { ...encrypted, decryption: "pending" }),
      ],
      receipts(),
      "main 1",
    ],
    [
      "a receipt on something that is not loaded: its time decides",
      [event("$1", { timestamp: 10 }), event("$2", { timestamp: 30 })],
      receipts({ all: { eventId: "$0", at: 20 } }),
      "main 1",
    ],
    [
      "a receipt from the future does not swallow what comes",
      [event("$1", { timestamp: 10 })],
      receipts({ all: { eventId: "$0", at: NOW * 2 } }),
      "main 1",
    ],
    [
      "a receipt that is loaded needs no time",
      [event("$1", { timestamp: 10 }), event("$2", { timestamp: 20 })],
      receipts({ main: { eventId: "$1", at: 999 } }),
      "main 1",
    ],
    [
      "an older receipt after a newer one takes nothing back",
      [event("$1"), event("$2"), event("$3")],
      { ...NO_RECEIPTS, main: [{ eventId: "$2" }, { eventId: "$1" }] },
      "main 1",
    ],
    ["broken times", [event("$1", { timestamp: "soon" })], receipts(), "main 1"],
  ])("%s", (_case, events, read, expected) => {
    expect(inWords(events, read)).toBe(expected);
  });
});

describe("what is unread in threads", () => {
  const root = event("$t");
  const reply = event("$r1", inThread("$t"));
  const second = event("$r2", inThread("$t"));
  it.each<[string, readonly RawEvent[], RoomReceipts, string]>([
    ["counts for itself", [root, reply, event("$1")], receipts(), "main 2, $t 1"],
    [
      "stays when the main timeline is read",
      [root, reply, event("$1")],
      receipts({ main: "$1" }),
      "$t 1",
    ],
    [
      "goes when the thread is read; the main timeline stays",
      [root, reply, event("$1")],
      receipts({ threads: { $t: "$r1" } }),
      "main 2",
    ],
    ["goes with everything", [root, reply, event("$1")], receipts({ all: "$1" }), "nothing"],
    [
      "one thread says nothing about another",
      [root, event("$u"), reply, event("$s1", inThread("$u"))],
      receipts({ main: "$u", threads: { $t: "$r1" } }),
      "$u 1",
    ],
    ["to a message that is not loaded", [reply, second], receipts(), "$t 2"],
    [
      "my answer there has read it there, not the main timeline",
      [root, reply, event("$r2", inThread("$t", mine)), second],
      receipts(),
      "main 1, $t 1",
    ],
    [
      "my message in the main timeline has not read the thread",
      [root, reply, event("$1", mine)],
      receipts(),
      "$t 1",
    ],
    [
      "a removed answer is gone, and is none of the main timeline's",
      [root, event("$r1", { redacted: true, content: {}, lostThread: "$t" })],
      receipts({ main: "$t" }),
      "nothing",
    ],
    [
      "a mention there is counted there",
      [root, event("$r1", inThread("$t", { content: { "m.mentions": { user_ids: [ME] } } }))],
      receipts({ main: "$t" }),
      "$t 1 (1)",
    ],
    [
      "a thread of that strange name",
      [event("$r", inThread("__proto__"))],
      receipts(),
      "__proto__ 1",
    ],
  ])("%s", (_case, events, read, expected) => {
    expect(inWords(events, read)).toBe(expected);
  });

  it("what was said before I came counts only if it is among the loaded", () => {
    const old = event("$r1", inThread("$t", { timestamp: 10 }));
    expect(inWords([old], receipts(), { joinedAt: 20 })).toBe("nothing");
    expect(inWords([old], receipts(), { joinedAt: 5 })).toBe("$t 1");
  });
});

describe("who is called", () => {
  it.each<[string, readonly RawEvent[], string]>([
    ["by id", [event("$1", calling), event("$2")], "main 2 (1)"],
    [
      "when a late key opens the message",
      [event("$1", { type: "m.room.message", ...calling })],
      "main 1 (1)",
    ],
    ["not before", [event("$1", { ...encrypted, decryption: "no-key" })], "main 1"],
    [
      "by an edit of what is unread",
      [event("$1"), event("$2", editOf("$1", "@me", { user_ids: [ME] }))],
      "main 1 (1)",
    ],
    ["no longer, after an edit", [event("$1", calling), event("$2", editOf("$1"))], "main 1"],
    [
      "not by a stranger's edit",
      [event("$1"), event("$2", { sender: "@eve:x", ...editOf("$1", "x", { user_ids: [ME] }) })],
      "main 1",
    ],
  ])("%s", (_case, events, expected) => {
    expect(inWords(events)).toBe(expected);
  });

  it.each<[string, unknown, boolean]>([
    ["everybody, by somebody who may", { "m.mentions": { room: true } }, true],
    ["a keyword", { body: "Der Haushalt steht." }, true],
    ["a keyword in capitals", { body: "HAUSHALT!" }, true],
    ["a part of a longer word", { body: "Haushaltsplan" }, false],
    ["nobody", { body: "Guten Tag" }, false],
    ["nonsense", { "m.mentions": { user_ids: "all" }, body: 7 }, false],
    ["content that is none", null, false],
  ])("%s", (_case, content, expected) => {
    const context = { ownUserId: ME, keywords: ["haushalt"], mayCallAll: () => true };
    expect(callsMe("@anna:x", content, context)).toBe(expected);
  });

  it("not everybody may call everybody, and nobody calls themselves", () => {
    const all = { "m.mentions": { room: true } };
    expect(callsMe("@anna:x", all, { ownUserId: ME, mayCallAll: () => false })).toBe(false);
    expect(callsMe(ME, all, { ownUserId: ME })).toBe(false);
  });

  it("keywords are what the account says, not what servers bring along", () => {
    const rules = [
      { pattern: "Haushalt ", enabled: true },
      { pattern: "me", enabled: true, default: true },
      { pattern: "aus", enabled: false },
      { pattern: "a*" },
      { pattern: 7 },
      null,
    ];
    expect(keywordsOf(rules)).toEqual(["haushalt"]);
    expect(keywordsOf("none")).toEqual([]);
  });
});

describe("whether the numbers are exact", () => {
  const partly = { fromBeginning: false };
  it.each<[string, readonly RawEvent[], RoomReceipts, Partial<CountFacts>, boolean]>([
    ["from the beginning", [event("$1")], receipts(), {}, true],
    ["no receipt in sight", [event("$1")], receipts({ all: "$0" }), partly, false],
    ["the receipt for everything is loaded", [event("$1")], receipts({ all: "$1" }), partly, true],
    ["older threads are not known", [event("$1")], receipts({ main: "$1" }), partly, false],
    [
      "older threads were looked at",
      [event("$1")],
      receipts({ main: "$1" }),
      { ...partly, threadsComplete: true },
      true,
    ],
    [
      "many are many",
      Array.from({ length: MOST_COUNTED }, (_unused, index) => event(`$${index}`)),
      receipts(),
      { ...partly, threadsComplete: true },
      true,
    ],
  ])("%s", (_case, events, read, more, expected) => {
    expect(count(events, read, more).exact).toBe(expected);
  });

  it("more than many is many", () => {
    const events = Array.from({ length: 250 }, (_unused, index) => event(`$${index}`, calling));
    expect(count(events)).toMatchObject({ unread: MOST_COUNTED, mentions: MOST_COUNTED });
  });
});

describe("own receipts as the server sends them", () => {
  it.each<[string, unknown, RoomReceipts]>([
    [
      "for everything",
      { $1: { "m.read": { [ME]: { ts: 5 } } } },
      receipts({ all: { eventId: "$1", at: 5 } }),
    ],
    [
      "private, for the main timeline",
      { $1: { "m.read.private": { [ME]: { ts: 5, thread_id: "main" } } } },
      receipts({ main: { eventId: "$1", at: 5 } }),
    ],
    [
      "for a thread",
      { $1: { "m.read": { [ME]: { thread_id: "$t" } } } },
      receipts({ threads: { $t: "$1" } }),
    ],
    ["of others", { $1: { "m.read": { "@eve:x": { ts: 5 } } } }, NO_RECEIPTS],
    [
      "broken ones",
      { $1: { "m.read": { [ME]: 7 } }, $2: null, $3: { "m.read": { [ME]: { thread_id: 7 } } } },
      NO_RECEIPTS,
    ],
    ["nothing at all", "none", NO_RECEIPTS],
  ])("%s", (_case, content, expected) => {
    expect(readReceipts(NO_RECEIPTS, content, ME)).toEqual(expected);
  });
});
