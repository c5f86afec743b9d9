import type { Member, TimelineItem } from "@plenum/matrix";
import { describe, expect, it } from "vitest";
import { lastMessage, rowsOf, shareRows, stopsOf } from "./rows.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function member(name: string): Member {
  return {
    userId: `@${name}:amt.de`,
    displayName: name,
    membership: "join",
    powerLevel: 0,
    isGuest: false,
    server: "amt.de",
  };
}

function message(
  key: string,
  sender: string,
  timestamp: number,
  extra: { replyTo?: string } = {},
): TimelineItem {
  return {
    kind: "message",
    key,
    eventId: `$${key}`,
    sender: member(sender),
    own: sender === "ich",
    timestamp,
    body: { kind: "text", style: "normal", body: key },
    edited: false,
    reactions: [],
    send: { kind: "sent" },
    mentionsMe: false,
    ...(extra.replyTo === undefined
      ? {}
      : { replyTo: { eventId: extra.replyTo, sender: "x", preview: "" } }),
  };
}

function change(key: string, timestamp: number): TimelineItem {
  return {
    kind: "change",
    key,
    timestamp,
    sender: member("anna"),
    change: { type: "joined", target: member("anna") },
  };
}

/** Rows as short words: `#` a day, `—` the unread line, `A:` a head, `[..]` changes. */
function told(items: readonly TimelineItem[], upTo?: string, unread = 0): string {
  return rowsOf(items, { upTo, unread }, (time) => String(Math.floor(time / DAY)))
    .map((row) => {
      switch (row.kind) {
        case "beginning":
        case "day":
          return "#";
        case "unread":
          return "—";
        case "changes":
          return `[${row.items.map((item) => item.key).join("")}]`;
        case "message":
          return row.head ? `${row.item.sender.displayName}:${row.key}` : row.key;
        default:
          return row satisfies never;
      }
    })
    .join(" ");
}

describe("rows of a timeline", () => {
  it.each<[string, readonly TimelineItem[], string | undefined, string]>([
    ["nothing", [], undefined, ""],
    [
      "one sender within five minutes is one group",
      [message("a", "anna", 0), message("b", "anna", MINUTE)],
      undefined,
      "# anna:a b",
    ],
    [
      "another sender begins a group",
      [message("a", "anna", 0), message("b", "bernd", 1), message("c", "anna", 2)],
      undefined,
      "# anna:a bernd:b anna:c",
    ],
    [
      "a pause begins a group",
      [message("a", "anna", 0), message("b", "anna", 6 * MINUTE)],
      undefined,
      "# anna:a anna:b",
    ],
    [
      "a monologue shows the time now and then",
      [message("a", "anna", 0), message("b", "anna", 4 * MINUTE), message("c", "anna", 8 * MINUTE)],
      undefined,
      "# anna:a b anna:c",
    ],
    [
      "a reply shows who writes",
      [message("a", "anna", 0), message("b", "anna", 1, { replyTo: "$x" })],
      undefined,
      "# anna:a anna:b",
    ],
    [
      "a new day draws a line and begins a group",
      [message("a", "anna", DAY - 1), message("b", "anna", DAY + 1)],
      undefined,
      "# anna:a # anna:b",
    ],
    [
      "neighbouring changes are one row",
      [change("x", 0), change("y", 1), message("a", "anna", 2), change("z", 3)],
      undefined,
      "[xy] # anna:a [z]",
    ],
    [
      "only messages begin a day",
      [change("x", DAY - 1), message("a", "anna", DAY), change("y", 2 * DAY)],
      undefined,
      "[x] # anna:a [y]",
    ],
    [
      "bridged history does not come back to a day",
      [message("a", "anna", DAY), message("b", "anna", 0), message("c", "anna", DAY)],
      undefined,
      "# anna:a anna:b anna:c",
    ],
    [
      "the unread line stands before the first message of others",
      [message("a", "anna", 0), message("b", "ich", 1), message("c", "anna", 2)],
      "$a",
      "# anna:a ich:b — anna:c",
    ],
    [
      "changes alone are not unread",
      [message("a", "anna", 0), change("x", 1)],
      "$a",
      "# anna:a [x]",
    ],
    ["all read, no line", [message("a", "anna", 0)], "$a", "# anna:a"],
    ["a read position out of sight draws no line", [message("a", "anna", 0)], "$old", "# anna:a"],
  ])("%s", (_story, items, readUpTo, expected) => {
    expect(told(items, readUpTo)).toBe(expected);
  });

  it.each<[string, string | undefined, number, string]>([
    [
      "where nothing was read yet, the server's count draws the line",
      undefined,
      2,
      "# anna:a — anna:b ich:c anna:d",
    ],
    ["a read position in sight counts more", "$b", 2, "# anna:a b ich:c — anna:d"],
    ["one out of sight does not", "$old", 1, "# anna:a b ich:c — anna:d"],
    ["more unread than in sight: no line yet", undefined, 9, "# anna:a b ich:c anna:d"],
  ])("%s", (_story, upTo, unread, expected) => {
    const items = [
      message("a", "anna", 0),
      message("b", "anna", 1),
      message("c", "ich", 2),
      message("d", "anna", 3),
    ];
    expect(told(items, upTo, unread)).toBe(expected);
  });

  it("do not begin a day again because a clock was wrong; such a message says its day", () => {
    const rows = rowsOf(
      [message("a", "anna", DAY), message("b", "anna", 0), message("c", "anna", DAY + MINUTE)],
      { unread: 0 },
      (time) => String(Math.floor(time / DAY)),
    );
    expect(rows.map((row) => [row.key, row.kind === "message" && row.dated])).toEqual([
      ["day:1", false],
      ["a", false],
      ["b", true],
      ["c", false],
    ]);
  });

  it("stay the same objects where nothing has changed", () => {
    const items = [message("a", "anna", 0), change("x", 0), change("y", 0), message("b", "ben", 0)];
    const before = rowsOf(items, { unread: 0 }, String);
    const after = [...items.slice(0, 3), message("b", "ben", 0), message("c", "ben", 0)];
    const next = shareRows(before, rowsOf(after, { unread: 0 }, String));
    expect(next.map((row) => before.includes(row))).toEqual([true, true, true, false, false]);
  });
});

describe("where the arrow keys stop", () => {
  it("at messages, days, and changes that are folded; the focus enters at the newest message", () => {
    const rows = rowsOf(
      [
        change("c1", 0),
        change("c2", 1),
        change("c3", 2),
        message("m1", "anna", MINUTE),
        change("c4", 2 * MINUTE),
        message("m2", "anna", 3 * MINUTE),
        change("c5", 4 * MINUTE),
      ],
      { unread: 0 },
      () => "day",
    );
    expect(stopsOf(rows)).toEqual(["changes:c1", "day:day", "m1", "m2"]);
    expect(lastMessage(rows)).toBe("m2");
  });
});
