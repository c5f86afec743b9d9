import { reportListSchema, reportSchema } from "@plenum/model";
import { Button, EmptyState, InlineMessage, Skeleton } from "@plenum/ui";
import { Flag } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useProblemText } from "../api/use-problem-text.ts";
import { useLoaded } from "../app/use-resource.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { useNames } from "./use-names.ts";

/** What was reported from this room, for those who moderate it. */
export default function RoomReports({ handle }: { handle: PanelProps["handle"] }): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const dates = useDates();
  const nameOf = useNames(handle);
  const [failed, setFailed] = useState<unknown>();
  const [settling, setSettling] = useState<string>();
  const list = useRef<HTMLUListElement>(null);
  const { value, problem, retry } = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.authorised({
          method: "GET",
          path: `/api/v1/reports?roomId=${encodeURIComponent(handle.id)}`,
          signal,
          answer: reportListSchema,
        }),
      [api, handle.id],
    ),
  );
  const wrong = failed ?? problem;
  const done = async (id: string): Promise<void> => {
    setSettling(id);
    setFailed(undefined);
    try {
      const path = `/api/v1/reports/${encodeURIComponent(id)}/done`;
      await api.authorised({ method: "POST", path, answer: reportSchema });
      retry();
      // The button that had the focus goes.
      list.current?.focus();
    } catch (error) {
      setFailed(error);
    } finally {
      setSettling(undefined);
    }
  };
  return (
    <>
      {wrong === undefined ? null : (
        <InlineMessage tone="danger">{problemText(wrong)}</InlineMessage>
      )}
      {value === undefined && wrong === undefined ? <Skeleton width="60%" /> : null}
      {value?.reports.length === 0 ? (
        <EmptyState icon={<Flag aria-hidden="true" />} title={t("moderation.noReports")}>
          {t("moderation.noReportsText")}
        </EmptyState>
      ) : null}
      <ul ref={list} tabIndex={-1} className="ui-list" aria-label={t("moderation.tab.reports")}>
        {value?.reports.map((report) => (
          <li key={report.id} className="pl-modlog__entry">
            <span className="pl-small pl-muted">
              {dates.dateTime(Date.parse(report.at))} ·{" "}
              {t("moderation.reportedBy", { name: nameOf(report.reporter) })}
            </span>
            <span>
              <b>{nameOf(report.userId)}</b>
              {report.kind === "other" ? null : `: ${t(`moderation.about.${report.kind}`)}`}
            </span>
            {report.reason === "" ? null : <q>{report.reason}</q>}
            <span>
              <Button
                size="small"
                busy={settling === report.id}
                aria-label={t("moderation.doneOf", { name: nameOf(report.userId) })}
                onClick={() => void done(report.id)}
              >
                {t("moderation.done")}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
