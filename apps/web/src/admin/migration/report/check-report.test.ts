import { describe, expect, it, test } from "vitest";
import { matching, readReport, type Undecided } from "./check-report.ts";

const person = (name: string, kind: Undecided["kind"], reason: string): Undecided => ({
  address: `${name.toLowerCase()}@alt.example`,
  name,
  kind,
  code: "same-id",
  file: "CsUser.csv",
  line: 3,
  reason: { de: reason, en: "The same id." },
});
const report = {
  version: 1,
  at: "2026-11-28T10:00:00.000Z",
  folder: "/srv/export",
  verdict: "attention",
  totals: { ok: 3, conflict: 2 },
  byCode: [],
  counts: { chats: 1 },
  waves: [],
  findings: [
    {
      code: "csv-broken",
      severity: "problem",
      count: 1,
      findings: [
        { file: "CsUser.csv", line: 7, facts: {}, text: { de: "Kaputt.", en: "Broken." } },
      ],
    },
  ],
  undecided: [person("Anna", "conflict", "Zwei Personen, eine Kennung.")],
};

describe("a report is", () => {
  it("read as the command line writes it", async () => {
    expect(await readReport(new Blob([`\uFEFF${JSON.stringify(report)}`]))).toMatchObject({
      verdict: "attention",
      totals: { ok: 3, conflict: 2 },
      undecided: [{ name: "Anna" }],
    });
  });

  it.each<[string, unknown]>([
    ["of a later version", { ...report, version: 2 }],
    ["without people", { ...report, undecided: undefined }],
    ["with an outcome that is not there", { ...report, totals: { perhaps: 1 } }],
    ["a list", [report]],
    ["nothing", null],
  ])("not what is %s", async (_what, other) => {
    expect(await readReport(new Blob([JSON.stringify(other)]))).toBe("noReport");
  });

  it("not what is no JSON, or too large to be one", async () => {
    expect(await readReport(new Blob(["Name;Adresse"]))).toBe("noReport");
    const large = Object.assign(new Blob([]), {});
    Object.defineProperty(large, "size", { value: 60 * 1024 * 1024 });
    expect(await readReport(large)).toBe("tooLarge");
  });
});

test.each([
  [undefined, "", ["Anna", "Ben", "Carla"]],
  ["conflict", "", ["Anna", "Carla"]],
  ["skipped", "", []],
  [undefined, "ALT.example ben", ["Ben"]],
  [undefined, "kennung", ["Anna"]],
  ["blocked", "anna", []],
  [undefined, "  ", ["Anna", "Ben", "Carla"]],
] as const)("of outcome %s with “%s” are shown %j", (kind, search, names) => {
  const people = [
    person("Anna", "conflict", "Zwei Personen, eine Kennung."),
    person("Ben", "blocked", "Keine Adresse."),
    person("Carla", "conflict", "Zweimal."),
  ];
  expect(matching(people, { kind, search }).map(({ name }) => name)).toEqual(names);
});
