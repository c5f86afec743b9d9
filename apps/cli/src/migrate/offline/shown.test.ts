import { describe, expect, it } from "vitest";
import type { OfflinePlan } from "./plan.ts";
import type { RefusedReason } from "./refused.ts";
import { outcomeLines } from "./shown.ts";
import { OFFLINE_TEXTS } from "./texts.ts";

const account = { userId: "@a:a.example", displayName: "A", externalIds: [], card: undefined };
const PLAN: OfflinePlan = {
  accounts: Array.from({ length: 1_200 }, () => account),
  left: Array.from({ length: 4 }, (_, index) => {
    return { kind: "account", userId: `@b${index}:a.example`, reason: "inactive" };
  }),
  withoutMail: 3,
};

describe("what the terminal says of accounts made offline", () => {
  it("counts what was made, how fast, and what is left to whom", () => {
    const lines = outcomeLines(
      { plan: PLAN, seconds: { writing: 2, all: 3.45 } },
      "pilot",
      false,
      "de",
    ).join("\n");
    expect(lines).toContain("1.200 Konten sind angelegt, 0 davon mit Profil.");
    expect(lines).toContain("3 Profile ohne Mailadresse");
    expect(lines).toContain("2 s geschrieben (600 je Sekunde), 3,5 s insgesamt.");
    expect(lines).toMatch(/4 +ausgeschieden; bekommt kein Konto +@b0:a.example, @b1:a.example/);
    expect(lines).not.toContain("@b3:a.example");
    expect(lines).toContain("./plenum migrate resume pilot");
  });

  it("says what would be made, and nothing of the next step", () => {
    const outcome = { plan: PLAN, seconds: { writing: 0, all: 1 } };
    const lines = outcomeLines(outcome, "pilot", true, "en").join("\n");
    expect(lines).toContain("Would make 1,200 accounts, 0 of them with a profile.");
    expect(lines).not.toContain("resume");
  });
});

const REASONS: readonly RefusedReason[] = [
  { why: "running" },
  { why: "homeserver-answers", url: "http://127.0.0.1:8081" },
  { why: "connected", who: ["synapse: psql"] },
  { why: "wave-at-work" },
  { why: "no-wave", wave: "pilot" },
  { why: "wave-state", wave: "pilot", state: "running" },
  { why: "no-ledger" },
  { why: "no-homeserver-database" },
  { why: "no-settings", file: "homeserver.yaml" },
  { why: "settings", names: ["auto_join_rooms"] },
  { why: "server-name", found: ["b.example"], wanted: "a.example" },
  {
    why: "schema",
    differences: [
      { what: "version", found: "95/84", wanted: "94/84" },
      { what: "changes", names: ["95/01.sql"] },
      { what: "columns", table: "users", names: ["x text"] },
    ],
  },
  { why: "unfinished", names: ["a", "b", "c", "d", "e"] },
  { why: "stopped" },
];

describe("a refusal", () => {
  it.each(REASONS)("$why says in both languages that nothing was changed", (reason) => {
    const de = OFFLINE_TEXTS.de.refused(reason);
    const en = OFFLINE_TEXTS.en.refused(reason);
    expect(de).toMatch(/^Nichts wurde geändert\. \S.*\.$/);
    expect(en).toMatch(/^Nothing was changed\. \S.*\.$/);
    expect(`${de}${en}`).not.toMatch(/undefined|\[object/);
  });

  it("names as many as one reads", () => {
    expect(
      OFFLINE_TEXTS.en.refused({ why: "unfinished", names: ["a", "b", "c", "d", "e"] }),
    ).toContain("(a, b, c, d … +1)");
  });
});
