import { describe, expect, it } from "vitest";
import { readReport, type Undecided } from "./check-report.ts";

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
    ["without people", { ...report, undecided: undefined }],
    ["with an outcome that is not there", { ...report, totals: { perhaps: 1 } }],
    ["a list", [report]],
    ["nothing", null],
  ])("not what is %s", async (_what, other) => {
    expect(await readReport(new Blob([JSON.stringify(other)]))).toBe("noReport");
  });

  it("known to be of a program that is newer", async () => {
    const newer = { version: 2, verdict: "good", people: [] };
    expect(await readReport(new Blob([JSON.stringify(newer)]))).toBe("newer");
  });

  it("known to be cut off", async () => {
    expect(await readReport(new Blob([JSON.stringify(report).slice(0, -9)]))).toBe("cutOff");
  });

  it("not what is no JSON, or too large to be one", async () => {
    expect(await readReport(new Blob(["Name;Adresse"]))).toBe("noReport");
    const large = Object.assign(new Blob([]), {});
    Object.defineProperty(large, "size", { value: 60 * 1024 * 1024 });
    expect(await readReport(large)).toBe("tooLarge");
  });
});
