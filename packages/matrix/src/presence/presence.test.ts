import { describe, expect, it } from "vitest";
import { readLiveness } from "./liveness.ts";
import { ServerClock } from "./server-clock.ts";

const NOW = Date.parse("2026-11-27T09:00:00Z");

describe("what the server knows of somebody's devices", () => {
  it.each<[unknown, ReturnType<typeof readLiveness>]>([
    [
      { presence: "online", last_active_ago: 5_000, currently_active: true },
      { state: "online", lastActive: NOW - 5_000 },
    ],
    [
      { presence: "unavailable", last_active_ago: 0 },
      { state: "unavailable", lastActive: NOW },
    ],
    [{ presence: "busy" }, { state: "online" }],
    [{ presence: "offline" }, { state: "offline" }],
    [{ presence: "org.example.asleep", last_active_ago: "long" }, { state: "offline" }],
    [
      { presence: "online", last_active_ago: Number.MAX_VALUE },
      { state: "online", lastActive: 0 },
    ],
    [{ presence: "online", last_active_ago: -5 }, { state: "online" }],
    ["online", { state: "offline" }],
    [null, { state: "offline" }],
  ])("%j", (answer, expected) => {
    expect(readLiveness(answer, NOW)).toEqual(expected);
  });
});

describe("the server's clock", () => {
  it.each([
    ["right", 0, "Fri, 27 Nov 2026 09:00:00 GMT", NOW],
    ["a day late", -86_400_000, "Fri, 27 Nov 2026 09:00:00 GMT", NOW + 500],
    ["a day early", 86_400_000, "Fri, 27 Nov 2026 09:00:00 GMT", NOW + 500],
    ["a second off: no matter", 1_000, "Fri, 27 Nov 2026 09:00:00 GMT", NOW + 1_000],
    ["unknown to the server", 5_000, "yesterday", NOW + 5_000],
    ["hidden by the browser", 5_000, null, NOW + 5_000],
  ])("a device whose clock is %s", (_, wrong, header, expected) => {
    const clock = new ServerClock(() => NOW + wrong);
    clock.learn(header);
    expect(clock.now()).toBe(expected);
  });
});
