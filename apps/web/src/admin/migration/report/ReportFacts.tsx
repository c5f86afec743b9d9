import { InlineMessage } from "@plenum/ui";
import type { ReactNode } from "react";
import { useDates } from "../../../i18n/dates.ts";
import { useI18n } from "../../../i18n/I18n.tsx";
import { AdminTable } from "../../AdminTable.tsx";
import { useNumbers } from "../use-numbers.ts";
import type { CheckReport } from "./check-report.ts";

const TONES = { good: "success", attention: "warning", stopped: "danger" } as const;

/** What a check says of the export as a whole. */
export function ReportFacts({ report }: { report: CheckReport }): ReactNode {
  const { t, language } = useI18n();
  const number = useNumbers();
  const dates = useDates();
  const { verdict, at, findings } = report;
  return (
    <>
      <InlineMessage tone={TONES[verdict]}>
        {t(`migration.report.verdict.${verdict}`)}{" "}
        {t("migration.report.at", { at: dates.dateTime(Date.parse(at)) })}
      </InlineMessage>
      {findings.length === 0 ? null : (
        <details className="pl-migration__findings" open={verdict === "stopped"}>
          <summary>
            {t("migration.report.findingsCount", {
              count: findings.length,
              number: number(findings.length),
            })}
          </summary>
          <AdminTable
            label={t("migration.report.findings")}
            rows={findings}
            rowKey={({ code, severity }) => `${severity} ${code}`}
            columns={[
              { name: t("migration.report.severityTitle") },
              { name: t("migration.report.findings") },
              { name: t("migration.file.number"), number: true },
            ]}
            renderCells={(group) => [
              <span key="severity" className="pl-migration__item">
                {t(`migration.report.severity.${group.severity}`)}
              </span>,
              <bdi key="text" className="pl-admin__words">
                {group.findings[0]?.text[language] ?? group.code}
              </bdi>,
              number(group.count),
            ]}
          />
        </details>
      )}
    </>
  );
}
