import { describe, expect, it } from "vitest";
import { ALL_ON } from "../installation/agency.ts";
import { type PresenceFacts, presenceOf } from "./presence.ts";
import { isSilenced, readStatus, type Status } from "./status.ts";

const NOW = Date.UTC(2026, 10, 27, 9, 0);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const here = { state: "online", lastActive: NOW - MINUTE } as const;
const idle = { state: "unavailable", lastActive: NOW - 12 * MINUTE } as const;
const gone = { state: "offline", lastActive: NOW - 3 * HOUR } as const;

function facts(changes: Partial<PresenceFacts> = {}): PresenceFacts {
  return { liveness: here, status: {}, inCall: false, ...changes };
}
const chose = (state: NonNullable<Status["chosen"]>["state"], more = {}): Status => ({
  chosen: { state, ...more },
});
const absent: Status = { out_of_office: { until: NOW + 6 * DAY, text: "Vertretung: Jonas Weber" } };

describe("how a colleague is shown", () => {
  it.each<[string, PresenceFacts, string | undefined]>([
    ["somebody at work is available", facts(), "available"],
    ["who has not touched anything is away", facts({ liveness: idle }), "away"],
    [
      "so is who is online elsewhere without a sign for long",
      facts({ liveness: { state: "online", lastActive: NOW - 11 * MINUTE } }),
      "away",
    ],
    ["nobody there is offline", facts({ liveness: gone }), "offline"],
    ["nobody was ever there", facts({ liveness: { state: "offline" } }), "offline"],
    [
      "a server that is quick to say offline is not believed between two signs of life",
      facts({ liveness: { state: "offline", lastActive: NOW - MINUTE } }),
      "available",
    ],
    [
      "a device that died is gone after two and a half minutes",
      facts({ liveness: { state: "offline", lastActive: NOW - 151_000 } }),
      "offline",
    ],
    ["nothing is claimed as long as nothing is known", { status: {}, inCall: false }, undefined],
    ["a call in a common room is seen", facts({ inCall: true }), "in-call"],
    ["a call beats idle", facts({ liveness: idle, inCall: true }), "in-call"],
    ["a call elsewhere is seen", facts({ status: { call: { until: NOW + MINUTE } } }), "in-call"],
    [
      "a call that nobody renewed is over",
      facts({ status: { call: { until: NOW - 1 } } }),
      "available",
    ],
    [
      "a call of a device that died is over",
      facts({ liveness: gone, status: { call: { until: NOW + MINUTE } } }),
      "offline",
    ],
    ["who chose busy is busy", facts({ status: chose("busy") }), "busy"],
    ["a choice beats idle", facts({ liveness: idle, status: chose("busy") }), "busy"],
    [
      "available by choice beats idle",
      facts({ liveness: idle, status: chose("available") }),
      "available",
    ],
    ["but hides no call", facts({ status: chose("available"), inCall: true }), "in-call"],
    ["busy stays busy in a call", facts({ status: chose("busy"), inCall: true }), "busy"],
    [
      "do not disturb stays in a call",
      facts({ status: chose("do-not-disturb"), inCall: true }),
      "do-not-disturb",
    ],
    [
      "a choice that has run out is over",
      facts({ status: chose("busy", { until: NOW }) }),
      "available",
    ],
    [
      "available by choice is never shown for a device that died",
      facts({ liveness: gone, status: chose("available") }),
      "offline",
    ],
    ["out of office", facts({ status: absent }), "out-of-office"],
    ["out of office needs no device", facts({ liveness: gone, status: absent }), "out-of-office"],
    [
      "out of office beats a choice",
      facts({ status: { ...absent, ...chose("available") } }),
      "out-of-office",
    ],
    [
      "out of office ends by itself",
      facts({ status: { out_of_office: { until: NOW - 1, text: "" } } }),
      "available",
    ],
    [
      "and begins by itself",
      facts({ status: { out_of_office: { from: NOW + HOUR, until: NOW + DAY, text: "" } } }),
      "available",
    ],
    [
      "a sign of life from the future is one from now",
      facts({ liveness: { state: "online", lastActive: NOW + DAY } }),
      "available",
    ],
  ])("%s", (_, given, expected) => {
    expect(presenceOf(given, NOW, ALL_ON)?.state).toBe(expected);
  });

  it("with words and end", () => {
    expect(presenceOf(facts({ status: absent }), NOW, ALL_ON)).toEqual({
      state: "out-of-office",
      until: NOW + 6 * DAY,
      text: "Vertretung: Jonas Weber",
    });
    expect(
      presenceOf(
        facts({ status: chose("busy", { until: NOW + HOUR, text: "Prüfung" }) }),
        NOW,
        ALL_ON,
      ),
    ).toEqual({ state: "busy", until: NOW + HOUR, text: "Prüfung" });
  });

  it("since when somebody is away only where the agency shows it", () => {
    expect(presenceOf(facts({ liveness: idle }), NOW, ALL_ON)?.since).toBe(idle.lastActive);
    const quiet = { ...ALL_ON, lastSeen: false };
    expect(presenceOf(facts({ liveness: idle }), NOW, quiet)).toEqual({ state: "away" });
    expect(presenceOf(facts({ liveness: gone }), NOW, quiet)).toEqual({ state: "offline" });
  });

  it("not at all where the agency does without", () => {
    const without = { ...ALL_ON, presence: false };
    for (const given of [facts(), facts({ status: absent }), facts({ inCall: true })]) {
      expect(presenceOf(given, NOW, without)).toBeUndefined();
    }
  });
});

describe("a status that somebody else wrote", () => {
  it.each<[unknown, Status]>([
    [undefined, {}],
    ["busy", {}],
    [[], {}],
    [{ chosen: "busy" }, {}],
    [{ chosen: { state: "asleep" } }, {}],
    [{ chosen: { state: "busy", until: "tomorrow" }, call: { until: 5 } }, { call: { until: 5 } }],
    [{ chosen: { state: "busy", text: "x".repeat(501) } }, {}],
    [{ out_of_office: { until: Number.POSITIVE_INFINITY } }, {}],
    [JSON.parse('{"__proto__": {"chosen": {"state": "busy"}}}'), {}],
    [{ out_of_office: { until: 5 } }, { out_of_office: { until: 5, text: "" } }],
  ])("%j", (value, expected) => {
    expect(readStatus(value)).toEqual(expected);
  });
});

describe("do not disturb", () => {
  it.each<[Status, boolean]>([
    [chose("do-not-disturb"), true],
    [chose("do-not-disturb", { until: NOW + 1 }), true],
    [chose("do-not-disturb", { until: NOW }), false],
    [chose("busy"), false],
    [absent, false],
    [{}, false],
  ])("%j silences: %s", (status, expected) => {
    expect(isSilenced(status, NOW)).toBe(expected);
  });
});
