import { reportListSchema, reportSchema } from "@plenum/model";
import { Button, Choices, EmptyState } from "@plenum/ui";
import { Flag } from "lucide-react";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { AdminTable } from "./AdminTable.tsx";
import { Failure } from "./Failure.tsx";
import { Loaded } from "./Loaded.tsx";
import { MoreRows } from "./MoreRows.tsx";
import { useAct } from "./use-act.ts";
import { usePages } from "./use-pages.ts";

const STATES = ["open", "done"] as const;

/** People and messages that somebody has reported. */
export default function Reports(): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { api } = useWorkspace();
  const [state, setState] = useState<(typeof STATES)[number]>("open");
  const [turn, setTurn] = useState(0);
  const { running, problem, act } = useAct();
  const pages = usePages(
    useCallback(
      async (before: string | undefined, signal?: AbortSignal) => {
        const query = new URLSearchParams({ state, ...(before === undefined ? {} : { before }) });
        const answer = await api.authorised({
          method: "GET",
          path: `/api/v1/reports?${query.toString()}`,
          ...(signal === undefined ? {} : { signal }),
          answer: reportListSchema,
        });
        return { items: answer.reports, next: answer.next };
      },
      // What was dealt with is on another page then: the list begins anew.
      // oxlint-disable-next-line react/exhaustive-deps
      [api, state, turn],
    ),
  );
  const settle = async (id: string): Promise<void> => {
    await act(id, () =>
      api.authorised({
        method: "POST",
        path: `/api/v1/reports/${id}/done`,
        answer: reportSchema,
      }),
    );
    setTurn((before) => before + 1);
  };
  return (
    <>
      <p className="pl-muted">{t("admin.reports.text")}</p>
      <Choices
        label={t("admin.reports.which")}
        value={state}
        choices={STATES.map((value) => ({ value, label: t(`admin.reports.${value}`) }))}
        onChange={setState}
      />
      <Failure of={problem} />
      <Loaded of={pages.first}>
        {(first) =>
          first.length === 0 ? (
            <EmptyState
              icon={<Flag aria-hidden="true" />}
              title={t(state === "open" ? "admin.reports.none" : "admin.reports.noneDone")}
            >
              {t("admin.reports.noneText")}
            </EmptyState>
          ) : (
            <AdminTable
              label={t("admin.section.reports")}
              rows={pages.items}
              rowKey={(report) => report.id}
              columns={[
                { name: t("admin.audit.at") },
                { name: t("admin.reports.about") },
                { name: t("admin.reports.reason") },
                { name: t("admin.reports.by") },
                { name: t(state === "open" ? "admin.actions" : "admin.reports.doneBy") },
              ]}
              renderCells={(report) => [
                dates.dateTime(Date.parse(report.at)),
                `${report.userId} (${t(
                  report.eventId === undefined ? "admin.reports.person" : "admin.reports.message",
                )})`,
                <span key="reason" className="pl-admin__words">
                  {report.kind === "other" ? null : t(`admin.reports.kinds.${report.kind}`)}
                  {report.kind === "other" || report.reason === "" ? null : ": "}
                  {report.reason}
                </span>,
                report.reporter,
                report.doneAt === undefined ? (
                  <Button
                    key="done"
                    size="small"
                    busy={running === report.id}
                    aria-label={t("admin.reports.settleOf", { id: report.userId })}
                    onClick={() => void settle(report.id)}
                  >
                    {t("admin.reports.settle")}
                  </Button>
                ) : (
                  `${report.doneBy ?? "–"}, ${dates.dateTime(Date.parse(report.doneAt))}`
                ),
              ]}
            />
          )
        }
      </Loaded>
      <MoreRows {...pages} />
    </>
  );
}
