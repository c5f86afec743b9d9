import { describe, expect, it } from "vitest";
import { event, person } from "../testing/events.ts";
import { buildTimeline } from "./build.ts";
import { importedAuthor, importerOf } from "./imported.ts";
import type { RawEvent } from "./raw-event.ts";

const BOT = "@plenum:example.org";
const content = {
  msgtype: "m.text",
  body: "Anna Schmidt: Guten Morgen",
  "com.beeper.per_message_profile": { displayname: "Anna Schmidt", has_fallback: true },
  "chat.plenum.imported": { id: "1", part: 0 },
};

/** @param importer who brought messages into the room; nobody where it is empty */
function shown(change: Partial<RawEvent>, importer = BOT) {
  const [item] = buildTimeline([event("$1", { sender: BOT, content, ...change })], {
    ownUserId: "@ben:example.org",
    now: 10_000,
    memberOf: person,
    importer: importer === "" ? undefined : importer,
  });
  if (item?.kind !== "message" || item.body.kind !== "text") throw new Error("no message");
  return [item.sender.userId, item.sender.displayName, item.body.body];
}

describe("a message of the old system", () => {
  it("stands under the name of whoever wrote it, which cannot be taken for an account", () => {
    expect(shown({})).toEqual([BOT, "Anna Schmidt (Skype for Business)", "Guten Morgen"]);
  });

  it.each<[string, Partial<RawEvent>, string]>([
    ["sent by somebody else", { sender: "@mallory:example.org" }, BOT],
    ["in a room that no migration made", {}, ""],
    [
      "that says nothing of it",
      { content: { ...content, "chat.plenum.imported": undefined } },
      BOT,
    ],
    [
      "without a name",
      { content: { ...content, "com.beeper.per_message_profile": { displayname: "\u202E" } } },
      BOT,
    ],
  ])("is not believed: %s", (_what, change, importer) => {
    const [, name, body] = shown(change, importer);
    expect(name).not.toContain("Skype");
    expect(body).toBe("Anna Schmidt: Guten Morgen");
  });

  it("keeps a text that happens to begin otherwise", () => {
    expect(shown({ content: { ...content, body: "Guten Morgen" } })[2]).toBe("Guten Morgen");
  });

  it("has a clean name", () => {
    const profile = { displayname: `\u202E<b>A</b>${"\u0301".repeat(99)}`, has_fallback: true };
    const author = importedAuthor(
      event("$1", {
        sender: BOT,
        content: { ...content, "com.beeper.per_message_profile": profile },
      }),
      BOT,
    );
    expect(author?.name).toBe("<b>A</b>\u0301\u0301");
  });
});

describe("who may bring messages of the old system", () => {
  it.each([
    ["whoever made the room for it", { "chat.plenum.migration": "abc" }, BOT],
    ["nobody in another room", {}, undefined],
    ["nobody where that is nonsense", { "chat.plenum.migration": { x: 1 } }, undefined],
    ["nobody where the creation is not known", undefined, undefined],
  ])("%s", (_who, create, importer) => {
    expect(importerOf({ create, creator: BOT })).toBe(importer);
  });
});
