import { describe, expect, test } from "vitest";
import type { LineFinding } from "../contract/index.ts";
import { callTexts } from "../i18n/texts.ts";
import { mediaFinding, outgoingSpeed } from "./media-way.ts";
import { isBad, reportOf, sentenceOf, verdictOf } from "./report.ts";
import { relaysOf, speedFinding } from "./run.ts";

const service: LineFinding = { check: "service", state: "ok" };
const socket: LineFinding = { check: "socket", state: "ok", time: 12 };
const untested: LineFinding = { check: "media", state: "untested" };
const direct: LineFinding = { check: "media", state: "direct", time: 4 };
const fast: LineFinding = { check: "speed", state: "ok", down: 40 };
const relay = (transport: "udp" | "tcp" | "tls", state: "ok" | "failed"): LineFinding => ({
  check: "relay",
  address: "turn.amt.example:443",
  transport,
  state,
  ...(state === "ok" ? { time: 30 } : {}),
});

describe("what the findings come to", () => {
  test.each<[string, LineFinding[], string]>([
    ["nothing answers", [{ check: "service", state: "failed" }], "service-failed"],
    ["one is not let in", [{ check: "service", state: "refused" }], "service-refused"],
    [
      "a proxy that breaks WebSockets",
      [service, { check: "socket", state: "failed" }, untested, fast],
      "socket-failed",
    ],
    ["before the call, without relays", [service, socket, untested, fast], "good-so-far"],
    [
      "before the call, relays answer",
      [service, socket, untested, relay("udp", "ok"), relay("tls", "ok"), fast],
      "good",
    ],
    [
      "a firewall that lets no UDP through",
      [service, socket, untested, relay("udp", "failed"), relay("tls", "ok"), fast],
      "relay-needed",
    ],
    [
      "a firewall that lets nothing through",
      [service, socket, untested, relay("udp", "failed"), relay("tls", "failed"), fast],
      "relays-failed",
    ],
    ["in the call", [service, socket, direct, fast], "good"],
    [
      "in the call, relays that nobody needs",
      [service, socket, direct, relay("udp", "failed"), fast],
      "good",
    ],
    [
      "in the call, over a relay",
      [service, socket, { check: "media", state: "relayed" }, fast],
      "relay-needed",
    ],
    [
      "in the call, nothing comes",
      [service, socket, { check: "media", state: "failed" }, fast],
      "media-failed",
    ],
    ["a narrow line", [service, socket, direct, speedFinding(0.4, undefined)], "slow"],
  ])("%s", (_story, findings, verdict) => {
    expect(verdictOf(findings)).toBe(verdict);
  });

  test.each<[LineFinding, boolean]>([
    [service, false],
    [untested, false],
    [relay("tcp", "failed"), true],
    [speedFinding(0.5, 3), true],
    [speedFinding(undefined, undefined), false],
  ])("%j is bad news: %s", (finding, bad) => {
    expect(isBad(finding)).toBe(bad);
  });
});

/** The real texts, with their blanks filled in. */
function texts(language: "de" | "en") {
  return (key: string, values: Record<string, string | number> = {}): string => {
    const text = key
      .split(".")
      .reduce<unknown>((at, part) => Reflect.get(Object(at), part), callTexts[language]);
    if (typeof text !== "string") throw new Error(`${key} is not there`);
    return text.replaceAll(/{{(\w+)}}/g, (_all, name: string) => String(values[name] ?? ""));
  };
}

describe("the report for the help desk", () => {
  const everything: LineFinding[] = [
    service,
    socket,
    direct,
    relay("tls", "ok"),
    relay("udp", "failed"),
    { check: "speed", state: "ok", down: 43.217, up: 2.5 },
  ];
  const meta = { now: new Date("2026-11-27T10:00:00Z"), browser: "Browser/1" };

  test.each(["de", "en"] as const)("has a sentence for everything (%s)", (language) => {
    const report = reportOf(everything, texts(language), meta);
    expect(report).toContain("2026-11-27T10:00:00.000Z");
    expect(report).toContain("turn.amt.example:443");
    expect(report).toContain("43 Mbit/s");
    expect(report).toContain("[relay: failed]");
    expect(report).not.toContain("{{");
    expect(report.split("\n").filter((line) => line.startsWith("["))).toHaveLength(6);
  });

  test("every state has its sentence in both languages", () => {
    const all: LineFinding[] = [
      ...(["ok", "failed", "refused"] as const).map(
        (state) => ({ check: "service", state }) as const,
      ),
      { check: "socket", state: "failed" },
      ...(["direct", "direct-tcp", "relayed", "failed", "untested"] as const).map(
        (state) => ({ check: "media", state }) as const,
      ),
      speedFinding(undefined, undefined),
    ];
    for (const finding of all) {
      expect(sentenceOf(finding, texts("de"))).not.toBe(sentenceOf(finding, texts("en")));
    }
  });
});

test("every address of a relay is tried by itself; what is none is not", () => {
  const servers = [
    {
      urls: ["turn:turn.amt.example:3478?transport=udp", "turns:turn.amt.example:443", "http://x"],
      username: "u",
      credential: "p",
    },
  ];
  expect(relaysOf({ iceServers: servers })).toMatchObject([
    { address: "turn.amt.example:3478", transport: "udp", ice: { username: "u" } },
    { address: "turn.amt.example:443", transport: "tls", ice: { credential: "p" } },
  ]);
});

describe("the way of sound and picture", () => {
  const pair = {
    id: "P",
    type: "candidate-pair",
    localCandidateId: "L",
    currentRoundTripTime: 0.0123,
    availableOutgoingBitrate: 2_500_000,
  };
  const report = (candidate: object) =>
    new Map<string, object>([
      ["T", { id: "T", type: "transport", selectedCandidatePairId: "P" }],
      ["P", pair],
      ["L", { id: "L", type: "local-candidate", ...candidate }],
    ]);
  test.each([
    ["direct", { candidateType: "host", protocol: "udp" }],
    ["direct-tcp", { candidateType: "host", protocol: "tcp" }],
    ["relayed", { candidateType: "relay", protocol: "udp" }],
  ])("%s", (state, candidate) => {
    const statistics = report(candidate);
    expect(mediaFinding(statistics)).toEqual({ check: "media", state, time: 12 });
    expect(outgoingSpeed(statistics)).toBe(2.5);
  });

  test("no pair in use is no way", () => {
    expect(mediaFinding(new Map())).toEqual({ check: "media", state: "failed" });
    expect(mediaFinding(undefined)).toEqual({ check: "media", state: "failed" });
    expect(outgoingSpeed(undefined)).toBeUndefined();
  });
});
