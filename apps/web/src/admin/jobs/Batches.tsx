import { batchPageSchema, type Batch } from "@plenum/model";
import { Button, EmptyState } from "@plenum/ui";
import { FileUp, ListChecks } from "lucide-react";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useDates } from "../../i18n/dates.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { AdminTable } from "../AdminTable.tsx";
import { Loaded } from "../Loaded.tsx";
import { MoreRows } from "../MoreRows.tsx";
import { usePages } from "../use-pages.ts";
import { usePeriod } from "../use-period.ts";
import { BatchDialog } from "./BatchDialog.tsx";
import { BatchProgress } from "./BatchProgress.tsx";
import { NewBatch } from "./NewBatch.tsx";

/** Milliseconds after which the list is read again while rooms are being made. */
const PERIOD = 5_000;
const PAGE = 50;

/** Conference rooms that are made in bulk, by whomever. */
export default function Batches(): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { api } = useWorkspace();
  const [making, setMaking] = useState(false);
  const [looking, setLooking] = useState<Batch>();
  const pages = usePages(
    useCallback(
      async (cursor: string | undefined, signal?: AbortSignal) => {
        const query = new URLSearchParams({
          all: "true",
          limit: String(PAGE),
          ...(cursor === undefined ? {} : { cursor }),
        });
        const answer = await api.authorised({
          method: "GET",
          path: `/api/v1/conference-batches?${query.toString()}`,
          ...(signal === undefined ? {} : { signal }),
          answer: batchPageSchema,
        });
        return { items: answer.items, next: answer.cursor };
      },
      [api],
    ),
  );
  const { retry } = pages.first;
  const goesOn = pages.items.some(({ state }) => state === "queued" || state === "running");
  usePeriod(goesOn ? PERIOD : undefined, retry);
  return (
    <>
      <div className="pl-admin__tools">
        <p className="pl-muted">{t("admin.jobs.text")}</p>
        <Button icon={<FileUp aria-hidden="true" />} onClick={() => setMaking(true)}>
          {t("admin.jobs.new")}
        </Button>
      </div>
      <Loaded of={pages.first}>
        {(first) =>
          first.length === 0 ? (
            <EmptyState icon={<ListChecks aria-hidden="true" />} title={t("admin.jobs.none")}>
              {t("admin.jobs.noneText")}
            </EmptyState>
          ) : (
            <AdminTable
              label={t("admin.section.jobs")}
              rows={pages.items}
              rowKey={({ id }) => id}
              columns={[
                { name: t("admin.jobs.name") },
                { name: t("admin.jobs.by") },
                { name: t("admin.jobs.at") },
                { name: t("admin.jobs.progress") },
                { name: t("admin.actions") },
              ]}
              renderCells={(batch) => [
                batch.label === "" ? t("admin.jobs.unnamed") : batch.label,
                batch.createdBy,
                dates.dateTime(Date.parse(batch.createdAt)),
                <BatchProgress key="progress" batch={batch} />,
                <Button
                  key="look"
                  size="small"
                  aria-label={t("admin.jobs.lookAt", {
                    name: batch.label === "" ? t("admin.jobs.unnamed") : batch.label,
                  })}
                  onClick={() => setLooking(batch)}
                >
                  {t("admin.jobs.look")}
                </Button>,
              ]}
            />
          )
        }
      </Loaded>
      <MoreRows {...pages} />
      {making ? <NewBatch onMade={retry} onClose={() => setMaking(false)} /> : null}
      {looking === undefined ? null : (
        <BatchDialog batch={looking} onChanged={retry} onClose={() => setLooking(undefined)} />
      )}
    </>
  );
}
