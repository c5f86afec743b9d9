import { describe, expect, it } from "vitest";
import { notificationsOf } from "./notifications.ts";

const rule = (actions: unknown, enabled = true) => [{ rule_id: "!r", enabled, actions }];

describe("how much a room calls", () => {
  it.each([
    ["as the account does", {}, "default"],
    ["nothing", { override: rule([]) }, "none"],
    ["nothing, as older clients write it", { override: rule(["dont_notify"]) }, "none"],
    ["mentions only", { room: rule([]) }, "mentions"],
    ["everything", { room: rule(["notify", { set_tweak: "sound" }]) }, "all"],
    ["a rule that is switched off", { override: rule([], false) }, "default"],
    ["another room", { override: [{ rule_id: "!other", enabled: true, actions: [] }] }, "default"],
    ["rules that are broken", { override: "x", room: [7, null] }, "default"],
    ["no rules at all", undefined, "default"],
  ] as const)("%s", (_story, rules, expected) => {
    expect(notificationsOf(rules, "!r")).toBe(expected);
  });
});
