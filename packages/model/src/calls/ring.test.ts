import { describe, expect, it } from "vitest";
import { ringEndsAt, rtcDeclineSchema, rtcNotificationSchema } from "./ring.ts";

const reference = { rel_type: "m.reference", event_id: "$member" };
const ring = {
  notification_type: "ring",
  sender_ts: 1_000_000,
  lifetime: 30_000,
  "m.mentions": { user_ids: ["@jonas:a.example"], room: false },
  "m.relates_to": reference,
};

describe("a call that rings", () => {
  it("is read as it was written, with what other clients add", () => {
    const content = { ...ring, "m.call.intent": "video" };
    expect(rtcNotificationSchema.parse(content)).toEqual(content);
  });

  it.each([
    ["no kind", { notification_type: undefined }, { notification_type: "notification" }],
    ["a kind of tomorrow", { notification_type: "whisper" }, { notification_type: "notification" }],
    ["no lifetime", { lifetime: undefined }, { lifetime: 30_000 }],
    ["a lifetime of days", { lifetime: 9e9 }, { lifetime: 120_000 }],
    ["a lifetime that is no number", { lifetime: "long" }, { lifetime: 30_000 }],
    ["nobody mentioned", { "m.mentions": 7 }, { "m.mentions": { user_ids: [], room: false } }],
    [
      "mentions of what are no people",
      { "m.mentions": { user_ids: ["jonas", 7, "@jonas:a.example"], room: "yes" } },
      { "m.mentions": { user_ids: ["@jonas:a.example"], room: false } },
    ],
  ])("with %s", (_story, change, expected) => {
    expect(rtcNotificationSchema.parse({ ...ring, ...change })).toMatchObject(expected);
  });

  it.each([
    ["no time", { sender_ts: undefined }],
    ["a time that is no number", { sender_ts: "now" }],
    ["no membership", { "m.relates_to": undefined }],
    ["another relation", { "m.relates_to": { ...reference, rel_type: "m.thread" } }],
  ])("is none with %s", (_story, change) => {
    expect(rtcNotificationSchema.safeParse({ ...ring, ...change }).success).toBe(false);
  });

  it.each([
    ["counts from the sender's time", 1_000_000, 1_005_000, 1_030_000],
    ["counts from the server's if the sender's clock is late", 1_000_000, 1_900_000, 1_930_000],
    ["or early", 9_000_000, 1_000_000, 1_030_000],
  ])("%s", (_story, sender, server, end) => {
    expect(ringEndsAt({ sender_ts: sender, lifetime: 30_000 }, server)).toBe(end);
  });
});

describe("a call that is declined", () => {
  it.each([
    ["without a word", undefined, undefined],
    ["being busy", { busy: true }, { busy: true }],
    ["with a word", { text: "In zehn Minuten?" }, { busy: false, text: "In zehn Minuten?" }],
    ["with a speech", { text: "x".repeat(9_999) }, { busy: false, text: "x".repeat(200) }],
    ["with something else", "no", undefined],
    ["with parts of something else", { busy: "very", text: 7 }, { busy: false }],
  ])("%s", (_story, reason, expected) => {
    const content = { "m.relates_to": reference, "chat.plenum.reason": reason };
    expect(rtcDeclineSchema.parse(content)["chat.plenum.reason"]).toEqual(expected);
  });

  it("has to say which call", () => {
    expect(rtcDeclineSchema.safeParse({}).success).toBe(false);
  });
});
