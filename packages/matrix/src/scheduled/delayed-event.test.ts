import { describe, expect, it } from "vitest";
import { readDelayedEvents, toScheduled } from "./delayed-event.ts";

const waiting = {
  delay_id: "d1",
  room_id: "!a:amt.de",
  type: "m.room.message",
  delay: 60_000,
  running_since: 1_000,
  content: { msgtype: "m.text", body: "Guten Morgen" },
};
const read = { id: "d1", roomId: "!a:amt.de", type: "m.room.message", sendAt: 61_000 };

describe("the server's list of what waits", () => {
  it("tells when a message is sent", () => {
    expect(readDelayedEvents({ delayed_events: [waiting] })).toEqual([
      { ...read, content: waiting.content },
    ]);
  });

  it.each([
    ["nothing", undefined],
    ["no list", { delayed_events: {} }],
    ["entries that are none", { delayed_events: [null, 7, "x", []] }],
    ["an entry without its id", { delayed_events: [{ ...waiting, delay_id: undefined }] }],
    ["an entry without a time", { delayed_events: [{ ...waiting, delay: "60000" }] }],
    ["a state, like the end of a call", { delayed_events: [{ ...waiting, state_key: "" }] }],
    ["what comes from the prototype", { delayed_events: [Object.create(waiting)] }],
  ])("is empty for %s", (_story, answer) => {
    expect(readDelayedEvents(answer)).toEqual([]);
  });
});

describe("a message that waits", () => {
  const event = { ...read, content: {} };

  it("has its text, its mentions and its thread", () => {
    const content = {
      body: "An @Anna",
      formatted_body: "<b>An</b> @Anna",
      "m.mentions": { user_ids: ["@anna:amt.de"], room: true },
      "m.relates_to": {
        rel_type: "m.thread",
        event_id: "$root",
        is_falling_back: true,
        "m.in_reply_to": { event_id: "$last" },
      },
    };
    expect(toScheduled(event, { type: "m.room.message", content })).toEqual({
      id: "d1",
      roomId: "!a:amt.de",
      thread: { rootId: "$root", lastEventId: "$last" },
      sendAt: 61_000,
      text: "An @Anna",
      html: "<b>An</b> @Anna",
      mentions: { userIds: ["@anna:amt.de"], room: true },
    });
  });

  it("knows what it answers", () => {
    const content = { body: "ja", "m.relates_to": { "m.in_reply_to": { event_id: "$1" } } };
    expect(toScheduled(event, { type: "m.room.message", content })).toMatchObject({
      replyTo: "$1",
    });
  });

  it("has its time even where this device does not have the key", () => {
    expect(toScheduled(event, undefined)).toEqual({
      id: "d1",
      roomId: "!a:amt.de",
      sendAt: 61_000,
      mentions: { userIds: [] },
    });
  });

  it.each([{}, null, 7, { body: 5, "m.mentions": "x", "m.relates_to": [] }])(
    "takes any content: %j",
    (content) => {
      expect(toScheduled(event, { type: "m.room.message", content })?.text).toBeUndefined();
    },
  );

  it("is no reaction or other event", () => {
    expect(toScheduled(event, { type: "m.reaction", content: {} })).toBeUndefined();
  });
});
