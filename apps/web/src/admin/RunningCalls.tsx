import { runningCallsSchema, type RunningCalls as Answer } from "@plenum/model";
import { Button, EmptyState, InlineMessage, useToast } from "@plenum/ui";
import { RefreshCw, Video } from "lucide-react";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import { useLoaded } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { AdminTable } from "./AdminTable.tsx";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { Loaded } from "./Loaded.tsx";
import { usePeriod } from "./use-period.ts";

/** Milliseconds after which the list is read again. */
const PERIOD = 10_000;

type Call = Answer["calls"][number];

/** Calls that run now; read again by itself while somebody looks. */
export default function RunningCalls(): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const loaded = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.authorised({
          method: "GET",
          path: "/api/v1/admin/running",
          signal,
          answer: runningCallsSchema,
        }),
      [api],
    ),
  );
  usePeriod(PERIOD, loaded.retry);
  const toast = useToast();
  const [ending, setEnding] = useState<Call>();
  const end = async ({ roomId, title }: Call): Promise<void> => {
    if (roomId === undefined) return;
    const path = `/api/v1/admin/running/${encodeURIComponent(roomId)}`;
    await api.authorised({ method: "DELETE", path, answer: z.unknown() });
    toast({ text: t("admin.running.ended", { room: title ?? "" }) });
    loaded.retry();
  };
  return (
    <>
      <div className="pl-admin__tools">
        <p className="pl-muted">{t("admin.running.text")}</p>
        <Button size="small" icon={<RefreshCw aria-hidden="true" />} onClick={loaded.retry}>
          {t("admin.refresh")}
        </Button>
      </div>
      <Loaded of={loaded}>
        {({ known, calls }) => {
          if (!known)
            return <InlineMessage tone="info">{t("admin.running.unknown")}</InlineMessage>;
          if (calls.length === 0) {
            return (
              <EmptyState icon={<Video aria-hidden="true" />} title={t("admin.running.none")}>
                {t("admin.running.noneText")}
              </EmptyState>
            );
          }
          const people = calls.reduce((sum, call) => sum + call.people, 0);
          return (
            <>
              <p className="pl-admin__total">
                {t("admin.running.total", { calls: calls.length, people })}
              </p>
              <AdminTable
                label={t("admin.section.running")}
                rows={calls}
                rowKey={(call, index) => call.roomId ?? index}
                columns={[
                  { name: t("admin.running.room") },
                  { name: t("admin.rooms.kind") },
                  { name: t("admin.running.people"), number: true },
                  { name: t("admin.running.guests"), number: true },
                  { name: t("admin.actions") },
                ]}
                renderCells={(call) => [
                  call.title ?? <span className="pl-muted">{t("admin.running.private")}</span>,
                  call.kind === undefined ? "–" : t(`admin.kind.${call.kind}`),
                  call.people,
                  call.guests,
                  call.roomId === undefined ? (
                    "–"
                  ) : (
                    <Button
                      key="end"
                      size="small"
                      aria-label={t("admin.running.endOf", { room: call.title ?? "" })}
                      onClick={() => setEnding(call)}
                    >
                      {t("admin.running.end")}
                    </Button>
                  ),
                ]}
              />
            </>
          );
        }}
      </Loaded>
      {ending === undefined ? null : (
        <ConfirmDialog
          title={t("admin.running.endOf", { room: ending.title ?? "" })}
          text={t("admin.running.endText", { count: ending.people })}
          verb={t("admin.running.end")}
          onConfirm={() => end(ending)}
          onClose={() => setEnding(undefined)}
        />
      )}
    </>
  );
}
