import { expect, test } from "vitest";
import type { CheckResult } from "../check/check.ts";
import type { PlannedPerson } from "../plan/outcome.ts";
import { reportHtml } from "./html.ts";
import { peopleCsv } from "./people-csv.ts";
import { MOST_NAMED, reportOf, reportSchema } from "./report.ts";

const EVIL = "<script>alert(1)</script>\"'&\u202Enimda";

function person(index: number, changes: Partial<PlannedPerson> = {}): PlannedPerson {
  return {
    place: { file: "CsUser.csv", line: index + 2 },
    sipAddress: `p${index}@land.example`,
    writtenAddress: `sip:p${index}@land.example`,
    displayName: `Person ${index}`,
    department: undefined,
    mail: undefined,
    lineUri: undefined,
    kind: "conflict",
    code: "same-id",
    detail: EVIL,
    userId: undefined,
    externalId: undefined,
    wave: undefined,
    spaces: [],
    rooms: [],
    ...changes,
  };
}

function result(people: readonly PlannedPerson[], more: Partial<CheckResult> = {}): CheckResult {
  return {
    plan: {
      people,
      totals: { ok: 0, conflict: people.length, skipped: 0, blocked: 0 },
      byCode: new Map([["same-id", people.length]]),
      spaces: new Map([[EVIL, 1]]),
      rooms: new Map(),
      waves: new Map([["Pilot", 3]]),
      withoutWave: 2,
      findings: [],
    },
    counts: {
      people: people.length,
      contactLists: 0,
      contacts: 0,
      contactsMoved: 0,
      blocked: 0,
      channels: 0,
      messages: 0,
      messagesOfOthers: 0,
      files: 0,
      filesMissing: 0,
      meetings: 0,
      meetingsMoved: 0,
      conferenceDirectories: 0,
    },
    findings: [],
    ...more,
  };
}

const FACTS = { at: new Date("2027-01-01T10:00:00Z"), folder: `/export/${EVIL}` };

test.each(["de", "en"] as const)(
  "Nothing of an export is markup in the report (%s)",
  (language) => {
    const evil = {
      code: "csv-not-read",
      severity: "note",
      place: { file: EVIL },
      facts: {},
    } as const;
    const people = [person(0, { displayName: EVIL, sipAddress: EVIL })];
    const html = reportHtml(reportOf(result(people, { findings: [evil] }), FACTS), language);
    expect(html).not.toContain("<script");
    expect(html).not.toContain("\u202E");
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toMatch(/src=|href="(?:https?:|javascript)/);
  },
);

test("What is kept for scripts fits its schema and comes back as it was", () => {
  const report = reportOf(result([person(0)]), FACTS);
  expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
});

test("Of thousands of conflicts the first are shown, and it is said where the others are", () => {
  const people = Array.from({ length: 3_000 }, (_, index) => person(index));
  const report = reportOf(result(people), FACTS);
  expect(report.undecided).toHaveLength(MOST_NAMED);
  expect(reportHtml(report, "de")).toContain("500 von 3000; alle stehen in people.csv");
  expect([...peopleCsv(people)]).toHaveLength(3_001);
});

test.each([
  ["note", "good"],
  ["loss", "good"],
  ["problem", "attention"],
  ["stop", "stopped"],
] as const)("A finding that is a %s makes the verdict %s", (severity, verdict) => {
  const finding = { code: "csv-not-read", severity, facts: {} };
  expect(reportOf(result([], { findings: [finding] }), FACTS).verdict).toBe(verdict);
});

test("A conflict alone asks for attention", () => {
  expect(reportOf(result([person(0)]), FACTS).verdict).toBe("attention");
});
