import { waveSchema, type Wave } from "@plenum/model/migration";
import { describe, expect, it } from "vitest";
import { ProgressLine, progressText, remainingText } from "../progress-line.ts";
import { isAtWork, waveLines, waveProgress } from "./shown.ts";

function wave(changes: Partial<Wave> = {}): Wave {
  return waveSchema.parse({
    name: "pilot",
    label: "Pilot",
    frozen: false,
    state: "running",
    kinds: [
      { kind: "account", total: 1_200, queued: 300, done: 880, failed: 15, kept: 5, undone: 0 },
      { kind: "contacts", total: 800, queued: 700, done: 100, failed: 0, kept: 0, undone: 0 },
    ],
    current: "account",
    rate: 41.26,
    remainingSeconds: 60,
    createdBy: "@a:b",
    createdAt: "2027-01-01T00:00:00Z",
    ...changes,
  });
}

describe("A wave in the terminal", () => {
  it.each([
    ["de", "pilot (Pilot): läuft", /^Konten +1\.200 +300 +880 +15 +5 +0$/],
    ["en", "pilot (Pilot): running", /^accounts +1,200 +300 +880 +15 +5 +0$/],
  ] as const)("says in %s how far every kind is", (language, head, accounts) => {
    const lines = waveLines(wave(), language);
    expect(lines[0]).toBe(head);
    expect(lines[2]).toMatch(accounts);
  });

  it("says why nothing happens", () => {
    const lines = waveLines(wave({ problem: "homeserver-unavailable" }), "en");
    expect(lines[1]).toBe("Waits: homeserver-unavailable");
  });

  it("counts what is settled, and while it is taken back what is undone", () => {
    expect(waveProgress(wave(), "de")).toEqual({
      label: "41,3 je Sekunde (Konten)",
      done: 1_000,
      total: 2_000,
    });
    expect(waveProgress(wave({ state: "rolling-back" }), "en").done).toBe(0);
  });

  it.each([
    ["planned", false],
    ["running", true],
    ["paused", false],
    ["rolling-back", true],
    ["done", false],
  ] as const)("%s is work that ends by itself: %s", (state, atWork) => {
    expect(isAtWork(wave({ state }))).toBe(atWork);
  });
});

describe("The progress line", () => {
  it.each([
    [59.2, "noch 60 s", "60 s left"],
    [150, "noch 3 min", "3 min left"],
    [9_000, "noch 3 h", "3 h left"],
  ])("says what %f seconds are", (seconds, de, en) => {
    expect(remainingText(seconds, "de")).toBe(de);
    expect(remainingText(seconds, "en")).toBe(en);
  });

  it("is drawn where somebody looks, not more often than can be read, and goes away", () => {
    let now = 1_000;
    const written: string[] = [];
    const screen = { isTTY: true, columns: 60, write: (text: string) => written.push(text) };
    const line = new ProgressLine("en", screen, () => now);
    line.show("people", 1, 4);
    line.show("people", 2, 4);
    now += 1_000;
    line.show("people", 3, 4);
    line.clear();
    expect(written).toHaveLength(3);
    expect(written[1]).toContain("75 %  people");
    expect(written[2]).toBe("\r\u001B[K");
    expect(progressText("x", 0, undefined, "en")).toContain("0 %");
  });

  it("is not drawn into a file", () => {
    const written: string[] = [];
    const line = new ProgressLine("en", { write: (text: string) => written.push(text) });
    line.show("people", 1, 4, 3);
    line.clear();
    expect(written).toEqual([]);
  });
});
