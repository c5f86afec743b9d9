import { describe, expect, it } from "vitest";
import {
  historyKey,
  keyOfItem,
  MIGRATION_KINDS,
  migrationItemSchema,
  waveNameSchema,
  type MigrationItemInput,
} from "./contract.ts";

const ANNA = "@anna.schmidt:amt.example";

function read(item: unknown) {
  return migrationItemSchema.safeParse(item);
}

const account = {
  kind: "account",
  userId: ANNA,
  displayName: "Anna Schmidt",
  source: "anna.schmidt@amt.example",
};
const message = { id: "1", sentAt: 1_000, sender: { name: "Anna" }, text: "Guten Morgen" };
const history = { kind: "history", channel: "c", block: 0, messages: [message] };

describe("an item", () => {
  it.each<[string, MigrationItemInput, string]>([
    ["an account", { ...account, kind: "account" }, ANNA],
    ["a profile", { kind: "profile", userId: ANNA }, ANNA],
    ["a space", { kind: "space", key: "abt-1", name: "Abteilung 1" }, "abt-1"],
    ["the room of a group", { kind: "group-room", key: "g", name: "Gruppe" }, "g"],
    ["a channel", { kind: "channel", key: "c", name: "Lage" }, "c"],
    ["a block of history", { ...history, kind: "history", block: 12 }, "c/000012"],
    ["the people of a channel", { kind: "channel-members", channel: "c" }, "c"],
    ["a contact list", { kind: "contacts", userId: ANNA, exportedAt: 0 }, ANNA],
    [
      "a meeting",
      {
        kind: "meeting",
        key: "ABC123",
        joinUrl: "https://meet.amt.example/anna/ABC123",
        organiser: ANNA,
        subject: "Runde",
      },
      "ABC123",
    ],
  ])("%s is read and has a key", (_what, item, key) => {
    const parsed = read(item);
    expect(parsed.error).toBeUndefined();
    expect(parsed.data && keyOfItem(parsed.data)).toBe(key);
    expect(MIGRATION_KINDS).toContain(item.kind);
  });

  it.each([
    ["an account with capitals", { ...account, userId: "@Anna:amt.example" }],
    ["an account that is no user id", { ...account, userId: "anna@amt.example" }],
    ["a name of which nothing is left", { ...account, displayName: "\u202E\u200B" }],
    ["an id with a null character", { ...account, externalIds: [{ provider: "p", id: "a\0" }] }],
    ["an id with half a character", { ...account, externalIds: [{ provider: "p", id: "\uD800" }] }],
    ["another kind", { ...account, kind: "__proto__" }],
    ["no kind", { userId: ANNA }],
    ["nothing", null],
    ["history without messages", { ...history, messages: [] }],
    [
      "more than a block holds",
      { ...history, messages: Array.from({ length: 101 }, () => message) },
    ],
    ["a message from the end of time", { ...history, messages: [{ ...message, sentAt: 1e300 }] }],
    [
      "a link that is none",
      { kind: "meeting", key: "a", joinUrl: "x", organiser: ANNA, subject: "y" },
    ],
  ])("is refused: %s", (_what, item) => {
    expect(read(item).success).toBe(false);
  });

  it.each([
    ["a name that turns the line around", "Anna \u202Edlrow\u202C", "Anna dlrow"],
    ["markup, which stays text", "<b>Anna</b> & Co", "<b>Anna</b> & Co"],
    ["lines and tabs", "Anna\r\n\tSchmidt", "Anna Schmidt"],
    ["a null character, which no database takes", "An\0na", "Anna"],
    ["half a character", "Anna\uD800", "Anna"],
    ["a tower of marks", `A${"\u0301".repeat(1000)}nna`, "Á\u0301\u0301nna"],
    ["decomposed letters", "Mu\u0308ller", "Müller"],
    ["a name of the language itself", "__proto__", "__proto__"],
  ])("has names that can stand anywhere: %s", (_what, displayName, shown) => {
    expect(read({ ...account, displayName }).data).toMatchObject({ displayName: shown });
  });

  it("keeps the lines of a message and takes out what steers a reader", () => {
    const text = "Zeile 1\r\nZeile 2\u202E\u0000 👩‍💻";
    const parsed = read({ ...history, messages: [{ ...message, text }] });
    expect(parsed.data).toMatchObject({ messages: [{ text: "Zeile 1\nZeile 2 👩‍💻" }] });
  });

  it("may be from before 1970", () => {
    expect(read({ ...history, messages: [{ ...message, sentAt: -1 }] }).success).toBe(true);
  });

  it("of history sorts by its blocks", () => {
    expect(historyKey("c", 9) < historyKey("c", 10)).toBe(true);
  });
});

describe("the name of a wave", () => {
  it.each([
    ["pilot", true],
    ["welle-2", true],
    ["a", true],
    ["", false],
    ["-a", false],
    ["Pilot", false],
    ["a/b", false],
    ["..", false],
    ["__proto__", false],
    ["a".repeat(65), false],
  ])("%s", (name, good) => {
    expect(waveNameSchema.safeParse(name).success).toBe(good);
  });
});
