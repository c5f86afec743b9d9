import { describe, expect, it } from "vitest";
import { editContent, textContent } from "./sending.ts";

function edit(original: unknown, mentions?: { userIds: string[]; room?: boolean }) {
  return editContent("$1", original, "neu", mentions === undefined ? {} : { mentions });
}

describe("the content of a text", () => {
  it("says that nobody in particular is meant", () => {
    expect(textContent("Hallo")).toEqual({ msgtype: "m.text", body: "Hallo", "m.mentions": {} });
  });

  it("has no half characters", () => {
    expect(textContent("a\uD83Db 😀", { html: "<b>\uDE00</b>" })).toMatchObject({
      body: "a\uFFFDb 😀",
      formatted_body: "<b>\uFFFD</b>",
    });
  });

  it("names those who are meant once", () => {
    const { "m.mentions": mentions } = textContent("x", {
      mentions: { userIds: ["@a:amt.de", "@b:amt.de", "@a:amt.de"], room: true },
    });
    expect(mentions).toEqual({ user_ids: ["@a:amt.de", "@b:amt.de"], room: true });
  });

  const thread = { rootId: "$root", lastEventId: "$last" };
  it.each([
    ["alone", {}, undefined],
    ["as an answer", { replyTo: "$1" }, { "m.in_reply_to": { event_id: "$1" } }],
    [
      "in a thread, which others see as an answer to its last message",
      { thread },
      {
        rel_type: "m.thread",
        event_id: "$root",
        is_falling_back: true,
        "m.in_reply_to": { event_id: "$last" },
      },
    ],
    [
      "as an answer within a thread",
      { thread, replyTo: "$1" },
      {
        rel_type: "m.thread",
        event_id: "$root",
        is_falling_back: false,
        "m.in_reply_to": { event_id: "$1" },
      },
    ],
  ])("stands %s", (_story, options, relation) => {
    expect(textContent("x", options)["m.relates_to"]).toEqual(relation);
  });
});

describe("the content of an edit", () => {
  it("replaces the wording and keeps the style", () => {
    expect(edit({ msgtype: "m.emote", body: "alt" })).toMatchObject({
      msgtype: "m.emote",
      body: "* neu",
      "m.new_content": { msgtype: "m.emote", body: "neu" },
      "m.relates_to": { rel_type: "m.replace", event_id: "$1" },
    });
  });

  it("notifies only those who were not mentioned before", () => {
    const content = edit(
      { "m.mentions": { user_ids: ["@a:amt.de"], room: true } },
      { userIds: ["@a:amt.de", "@b:amt.de"], room: true },
    );
    expect(content["m.mentions"]).toEqual({ user_ids: ["@b:amt.de"] });
    expect(content["m.new_content"]).toMatchObject({
      "m.mentions": { user_ids: ["@a:amt.de", "@b:amt.de"], room: true },
    });
  });

  it.each([undefined, null, 7, { "m.mentions": 5 }, { "m.mentions": { user_ids: "@a:b" } }])(
    "takes a broken original: %j",
    (original) => {
      expect(edit(original, { userIds: ["@b:amt.de"] })["m.mentions"]).toEqual({
        user_ids: ["@b:amt.de"],
      });
    },
  );
});
