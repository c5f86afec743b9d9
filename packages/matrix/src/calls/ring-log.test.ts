import { CALL_MEMBER_EVENT, RTC_DECLINE_EVENT, RTC_NOTIFICATION_EVENT } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { event } from "../testing/events.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { ringOutcomes } from "./ring-log.ts";

const ANNA = "@anna:example.org";
const BEN = "@ben:example.org";
const RANG = 100_000;

function ring(parts: Partial<RawEvent> = {}, content: object = {}): RawEvent {
  return event("$ring", {
    sender: ANNA,
    type: RTC_NOTIFICATION_EVENT,
    timestamp: RANG,
    content: {
      notification_type: "ring",
      lifetime: 40_000,
      // By a clock that is wrong: it does not matter.
      sender_ts: 1,
      "m.relates_to": { rel_type: "m.reference", event_id: "$member" },
      ...content,
    },
    ...parts,
  });
}

function member(sender: string, inCall: boolean, seconds = 5): RawEvent {
  return event(`$member ${sender} ${inCall} ${seconds}`, {
    sender,
    type: CALL_MEMBER_EVENT,
    stateKey: `_${sender}_DEV_m.call`,
    timestamp: RANG + seconds * 1000,
    content: inCall
      ? {
          application: "m.call",
          call_id: "",
          scope: "m.room",
          device_id: "DEV",
          expires: 10_000,
          focus_active: { type: "jitsi" },
        }
      : {},
  });
}

function decline(sender: string, reason?: object, id = "$ring"): RawEvent {
  return event(`$no ${sender}`, {
    sender,
    type: RTC_DECLINE_EVENT,
    timestamp: RANG + 4000,
    content: {
      "m.relates_to": { rel_type: "m.reference", event_id: id },
      ...(reason === undefined ? {} : { "chat.plenum.reason": reason }),
    },
  });
}

describe("what became of a call", () => {
  it.each<[string, readonly RawEvent[], number, string | undefined]>([
    ["it still rings", [ring()], 10, "ringing"],
    ["nobody came", [ring()], 40, "missed"],
    ["somebody came", [ring(), member(BEN, true)], 10, "answered"],
    [
      "also long afterwards",
      [ring(), member(BEN, true), member(ANNA, false, 900)],
      4000,
      "answered",
    ],
    ["somebody came when it was over", [ring(), member(BEN, true, 41)], 60, "missed"],
    ["the caller alone does not count", [ring(), member(ANNA, true)], 10, "ringing"],
    ["the caller gave up", [ring(), member(ANNA, false)], 10, "missed"],
    [
      "and nobody can answer after that",
      [ring(), member(ANNA, false), member(BEN, true, 6)],
      10,
      "missed",
    ],
    ["somebody said no", [ring(), decline(BEN)], 10, "declined"],
    ["the caller cannot decline the own call", [ring(), decline(ANNA)], 10, "ringing"],
    ["a no to another call is none", [ring(), decline(BEN, undefined, "$other")], 10, "ringing"],
    ["somebody is in another call", [ring(), decline(BEN, { busy: true })], 10, "busy"],
    [
      "and comes nevertheless",
      [ring(), decline(BEN, { busy: true }), member(BEN, true)],
      10,
      "answered",
    ],
    ["and does not come", [ring(), decline(BEN, { busy: true })], 40, "missed"],
    ["nonsense for a reason is a plain no", [ring(), decline(BEN, [1])], 10, "declined"],
    ["a call that was taken back is none", [ring({ redacted: true })], 10, undefined],
    ["nor is one that cannot be read", [ring({ decryption: "no-key" })], 10, undefined],
    [
      "nor is a call that only says it has begun",
      [ring({}, { notification_type: "notification" })],
      10,
      undefined,
    ],
    [
      "nor is an edit",
      [ring({}, { "m.relates_to": { rel_type: "m.replace", event_id: "$x" } })],
      10,
      undefined,
    ],
    ["nor is state", [ring({ stateKey: "" })], 10, undefined],
    ["nor is nonsense", [ring({ content: "ring" })], 10, undefined],
    ["a year of ringing is cut", [ring({}, { lifetime: 3e10 })], 120, "missed"],
    ["a lifetime that is none is ours", [ring({}, { lifetime: "long" })], 41, "missed"],
    ["a device whose clock is a day behind does not see it ring", [ring()], -86_400, "missed"],
  ])("%s", (_case, events, seconds, expected) => {
    expect(ringOutcomes(events, RANG + seconds * 1000).get("$ring")).toBe(expected);
  });
});
