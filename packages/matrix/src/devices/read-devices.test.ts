import { describe, expect, it } from "vitest";
import { readDevices } from "./read-devices.ts";

const NOW = 1_000_000;

describe("the devices of an account", () => {
  it("stand with this one first, then what was used last", () => {
    const answer = [
      { device_id: "OLD", display_name: "Altes Telefon", last_seen_ts: 10 },
      { device_id: "NEW", display_name: "Tablet", last_seen_ts: 20 },
      { device_id: "ME", display_name: "Arbeitsplatz", last_seen_ts: 5 },
    ];
    const confirmed = new Map([
      ["ME", true],
      ["OLD", false],
    ]);
    expect(readDevices(answer, "ME", confirmed, NOW)).toEqual([
      { deviceId: "ME", name: "Arbeitsplatz", current: true, lastSeen: 5, confirmed: true },
      { deviceId: "NEW", name: "Tablet", current: false, lastSeen: 20 },
      { deviceId: "OLD", name: "Altes Telefon", current: false, lastSeen: 10, confirmed: false },
    ]);
  });

  it.each([
    ["no list", {}, []],
    ["nonsense in the list", [null, 7, "x", {}, { device_id: "" }], []],
    [
      "a name that turns the text around",
      [{ device_id: "A", display_name: "Boss\u202E" }],
      ["Boss"],
    ],
    ["no name", [{ device_id: "ABC" }], ["ABC"]],
    ["a name that is none", [{ device_id: "ABC", display_name: { a: 1 } }], ["ABC"]],
  ])("%s", (_story, answer, names) => {
    expect(readDevices(answer, "ME", new Map(), NOW).map((device) => device.name)).toEqual(names);
  });

  it("are never seen in the future", () => {
    const [device] = readDevices([{ device_id: "A", last_seen_ts: NOW * 9 }], "ME", new Map(), NOW);
    expect(device?.lastSeen).toBe(NOW);
  });
});
