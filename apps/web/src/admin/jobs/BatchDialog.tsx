import { batchItemPageSchema, batchSchema, type Batch } from "@plenum/model";
import { Button, Dialog, InlineMessage } from "@plenum/ui";
import { useCallback } from "react";
import type { ReactNode } from "react";
import { useLoaded } from "../../app/use-resource.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { AdminTable } from "../AdminTable.tsx";
import { Failure } from "../Failure.tsx";
import { Loaded } from "../Loaded.tsx";
import { MoreRows } from "../MoreRows.tsx";
import { useAct } from "../use-act.ts";
import { usePages } from "../use-pages.ts";
import { usePeriod } from "../use-period.ts";
import { BadLines } from "./BadLines.tsx";
import { BatchProgress, knownProblem } from "./BatchProgress.tsx";

/** Milliseconds after which it is read again while rooms are being made. */
const PERIOD = 3_000;

/** One batch: how far it is, what failed and why, taking that up again, ending it. */
export function BatchDialog({
  batch: seen,
  onChanged,
  onClose,
}: {
  batch: Batch;
  onChanged: () => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const { running, problem, act } = useAct<"retry" | "cancel">();
  const path = `/api/v1/conference-batches/${seen.id}`;
  const loaded = useLoaded(
    useCallback(
      (signal: AbortSignal) => api.authorised({ method: "GET", path, signal, answer: batchSchema }),
      [api, path],
    ),
  );
  const batch = loaded.value ?? seen;
  const goesOn = batch.state === "queued" || batch.state === "running";
  usePeriod(goesOn ? PERIOD : undefined, loaded.retry);

  const change = async (what: "retry" | "cancel"): Promise<void> => {
    await act(what, () =>
      api.authorised({ method: "POST", path: `${path}/${what}`, answer: batchSchema }),
    );
    loaded.retry();
    onChanged();
  };
  return (
    <Dialog
      title={batch.label === "" ? t("admin.jobs.unnamed") : batch.label}
      closeLabel={t("common.close")}
      size="wide"
      onClose={onClose}
      actions={
        <>
          {goesOn ? (
            <Button
              variant="danger"
              busy={running === "cancel"}
              onClick={() => void change("cancel")}
            >
              {t("admin.jobs.cancel")}
            </Button>
          ) : null}
          {batch.failed > 0 ? (
            <Button busy={running === "retry"} onClick={() => void change("retry")}>
              {t("admin.jobs.retry")}
            </Button>
          ) : null}
          <Button onClick={onClose}>{t("common.close")}</Button>
        </>
      }
    >
      <div className="pl-form">
        <Loaded of={{ ...loaded, value: batch }}>{(now) => <BatchProgress batch={now} />}</Loaded>
        <Failure of={problem} />
        {goesOn ? <p className="pl-muted">{t("admin.jobs.cancelHelp")}</p> : null}
        {batch.failed > 0 ? (
          <FailedRooms key={batch.failed} path={path} />
        ) : (
          <InlineMessage>{t("admin.jobs.noneFailed")}</InlineMessage>
        )}
        {batch.skipped.length === 0 ? null : (
          <>
            <h3>{t("admin.jobs.skipped")}</h3>
            <BadLines lines={batch.skipped} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function FailedRooms({ path }: { path: string }): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const pages = usePages(
    useCallback(
      async (cursor: string | undefined, signal?: AbortSignal) => {
        const query = new URLSearchParams({
          state: "failed",
          limit: "100",
          ...(cursor === undefined ? {} : { cursor }),
        });
        const answer = await api.authorised({
          method: "GET",
          path: `${path}/items?${query.toString()}`,
          ...(signal === undefined ? {} : { signal }),
          answer: batchItemPageSchema,
        });
        return { items: answer.items, next: answer.cursor };
      },
      [api, path],
    ),
  );
  return (
    <>
      <h3>{t("admin.jobs.failedRooms")}</h3>
      <Loaded of={pages.first}>
        {() => (
          <AdminTable
            label={t("admin.jobs.failedRooms")}
            rows={pages.items}
            rowKey={({ id }) => id}
            columns={[
              { name: t("admin.jobs.line"), number: true },
              { name: t("admin.rooms.title") },
              { name: t("admin.jobs.reasonTitle") },
            ]}
            renderCells={(item) => [
              item.number,
              item.title,
              t(`problem.api.${knownProblem(item.problem)}`),
            ]}
          />
        )}
      </Loaded>
      <MoreRows {...pages} />
    </>
  );
}
