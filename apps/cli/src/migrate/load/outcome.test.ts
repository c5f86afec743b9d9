import type { AddedItem, MigrationItemInput } from "@plenum/model/migration";
import { describe, expect, it } from "vitest";
import { Reporter } from "../../terminal/reporter.ts";
import { LoadOutcome } from "./outcome.ts";
import { sayFreeze, sayOutcome } from "./said.ts";

const ITEMS: readonly MigrationItemInput[] = [
  { kind: "account", userId: "@a:x", displayName: "An\u202Ena", source: "a@x" },
  { kind: "space", key: "s", name: "Bereich" },
  { kind: "members", part: "p", room: { kind: "space", key: "s" } },
  { kind: "contacts", userId: "@a:x", exportedAt: 0 },
];

function outcomeOf(...told: readonly AddedItem[]): LoadOutcome {
  const outcome = new LoadOutcome();
  const counts = { added: 0, unchanged: 0, replaced: 0, changed: 0, refused: 0 };
  outcome.add(ITEMS, { ...counts, added: 4 - told.length, told: [...told] });
  return outcome;
}

function said(outcome: LoadOutcome, language: "de" | "en"): string {
  const lines: string[] = [];
  const reporter = new Reporter({ write: (line) => void lines.push(line) });
  sayOutcome("pilot", outcome, reporter, language);
  return lines.join("\n");
}

describe("What the ledger says of a wave", () => {
  it("names who was refused, and why, without what steers a terminal", () => {
    const outcome = outcomeOf({ index: 0, result: "refused", reason: "collision" });
    expect(outcome.refused).toBe(1);
    expect(said(outcome, "de")).toContain("Konten: An·na (@a:x): zwei Adressen");
    expect(said(outcome, "en")).toContain("accounts: An·na (@a:x): two addresses");
  });

  it("takes a room that another wave has for no mistake, but not a person", () => {
    const elsewhere = { result: "refused", reason: "other-wave", wave: "rest" } as const;
    const outcome = outcomeOf({ index: 0, ...elsewhere }, { index: 1, ...elsewhere });
    expect(outcome).toMatchObject({ refused: 1, shared: 1 });
    expect(said(outcome, "en")).toContain("belongs to the wave “rest”");
  });

  it("says what is made already and would be different now", () => {
    const outcome = outcomeOf({ index: 2, result: "changed" }, { index: 3, result: "changed" });
    expect(outcome.refused).toBe(0);
    expect(said(outcome, "en")).toMatch(/contact lists: 1 are made already/);
  });

  it("names only the first of many", () => {
    const outcome = new LoadOutcome();
    for (let at = 0; at < 30; at += 1) {
      const told: AddedItem[] = [
        { index: 0, result: "refused", reason: "invalid", field: "userId" },
      ];
      outcome.add(ITEMS.slice(0, 1), {
        added: 0,
        unchanged: 0,
        replaced: 0,
        changed: 0,
        refused: 1,
        told,
      });
    }
    expect(said(outcome, "de")).toContain("… und 10 weitere.");
  });
});

const day = (text: string): number => Date.parse(`${text}T12:00`);

describe("The freeze of a wave", () => {
  it.each([
    ["is to come", "2027-03-01T18:00", "2027-02-01", "2027-02-01", /to come/],
    ["came after the export", "2027-03-01", "2027-03-05", "2027-02-01", /older/],
    ["came before the export", "2027-03-01", "2027-03-05", "2027-03-02", /^$/],
    ["is not named", undefined, "2027-03-05", "2027-03-02", /^$/],
  ] as const)("%s", (_, freeze, now, exported, text) => {
    const lines: string[] = [];
    const wave = {
      at: 0,
      name: "pilot",
      label: "Pilot",
      day: undefined,
      freeze,
      people: 1,
      elsewhere: 0,
    };
    const times = { now: day(now), exportedAt: day(exported) };
    sayFreeze(wave, times, new Reporter({ write: (line) => void lines.push(line) }), "en");
    expect(lines.join("\n")).toMatch(text);
  });
});
