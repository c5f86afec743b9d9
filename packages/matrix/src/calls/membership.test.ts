import { describe, expect, it } from "vitest";
import { activeCallMembers, type CallMemberEvent } from "./membership.ts";

const NOW = 1_000_000;
function membership(
  content: Record<string, unknown> = {},
  parts: Partial<CallMemberEvent> = {},
): CallMemberEvent {
  return {
    sender: "@anna:x",
    stateKey: "_@anna:x_DEV_m.call",
    timestamp: NOW - 1000,
    content: {
      application: "m.call",
      call_id: "",
      scope: "m.room",
      device_id: "DEV",
      created_ts: NOW - 1000,
      expires: 5000,
      focus_active: { type: "jitsi" },
      ...content,
    },
    ...parts,
  };
}

function replacedBy(replaces: unknown): string | undefined {
  return activeCallMembers([membership({ "chat.plenum.replaces": replaces })], NOW)[0]?.replaces;
}

describe("who is in the call", () => {
  it.each([
    ["somebody who said so", membership(), 1],
    ["not one who left", membership({}, { content: {} }), 0],
    ["not one whose membership ran out", membership({ created_ts: NOW - 6000 }), 0],
    [
      "the time of the event counts where none is written",
      membership({ created_ts: undefined }, { timestamp: NOW - 6000 }),
      0,
    ],
    ["not one whom somebody else wrote in", membership({}, { sender: "@mallory:x" }), 0],
    ["not another device's", membership({ device_id: "OTHER" }), 0],
    ["not another application's", membership({ application: "m.whiteboard" }), 0],
    [
      "a clock that is ahead does not make it last for ever",
      membership({ created_ts: NOW * 10 }),
      1,
    ],
    ["nor does an absurd expiry", membership({ created_ts: 1, expires: 1e15 }), 1],
    ["nothing at all", membership({}, { content: null }), 0],
  ])("%s", (_case, event, count) => {
    const active = activeCallMembers([event], NOW);
    expect(active).toHaveLength(count);
    for (const member of active) {
      expect(member.since).toBeLessThanOrEqual(NOW);
      expect(member.expiresAt - NOW).toBeLessThanOrEqual(24 * 60 * 60 * 1000);
    }
  });
  it("one says which device of the same person it takes the place of", () => {
    expect(["OLD", "DEV", 7, {}].map(replacedBy)).toEqual(["OLD", undefined, undefined, undefined]);
  });
  it("in the order of coming, one entry a device", () => {
    const second = membership(
      { device_id: "TWO", created_ts: NOW - 2000 },
      { stateKey: "_@anna:x_TWO_m.call" },
    );
    expect(activeCallMembers([membership(), second], NOW).map((member) => member.deviceId)).toEqual(
      ["TWO", "DEV"],
    );
  });
});
