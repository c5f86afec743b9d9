import { describe, expect, it } from "vitest";
import { testConfig } from "../testing/config.ts";
import { composeReportMail } from "./compose.ts";

const REPORT = {
  id: "00000000-0000-4000-8000-000000000001",
  kind: "insult",
  at: new Date("2026-11-28T03:00:00Z"),
} as const;

describe("the mail about a report", () => {
  it("says that there is one, of which kind, and where it is read", () => {
    const config = testConfig();
    const mail = composeReportMail({
      config,
      mail: { from: "plenum@a.example" },
      to: "meldungen@a.example",
      report: REPORT,
    });
    expect(mail).toMatchObject({
      to: "meldungen@a.example",
      subject: "Neue Meldung in Plenum",
      messageId: `<report.${REPORT.id}@a.example>`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
    const { text } = mail;
    for (const part of [
      "Beleidigung oder Bedrohung",
      "28. November 2026 um 03:00 UTC",
      `${config.publicUrl}/admin/reports`,
    ]) {
      expect(text).toContain(part);
    }
  });
});
