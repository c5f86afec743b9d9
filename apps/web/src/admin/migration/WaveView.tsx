import type { ItemState, Wave } from "@plenum/model/migration";
import { Button, EmptyState, InlineMessage } from "@plenum/ui";
import { ArrowLeft, FileUp, Footprints, Pencil } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { ApiError } from "../../api/problem-error.ts";
import { useDates } from "../../i18n/dates.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { Loaded } from "../Loaded.tsx";
import { Items } from "./Items.tsx";
import { Kinds } from "./Kinds.tsx";
import { isMoving, takesItems, totalsOf } from "./progress.ts";
import { UploadDialog } from "./upload/UploadDialog.tsx";
import { useDays } from "./use-days.ts";
import { useNumbers } from "./use-numbers.ts";
import { useWatched } from "./use-watched.ts";
import { WaveActs } from "./WaveActs.tsx";
import { WaveForm } from "./WaveForm.tsx";
import { nameOfWave, WaveProgress, WaveStateMark } from "./WaveProgress.tsx";
import { readWave, type ItemFilter } from "./waves-api.ts";

/** Milliseconds after which a wave is read again while it is made or taken back. */
const PERIOD = 3_000;
/** Who has made a wave, where it was a system or the command line. */
const INSTALLATION = "client:installation";

/** One wave: how far it is, what can be done with it, and what is in it. */
export function WaveView({ name }: { name: string }): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const loaded = useWatched(
    useCallback((signal: AbortSignal) => readWave(api, name, signal), [api, name]),
    isMoving,
    PERIOD,
  );
  const { value, problem, retry } = loaded;
  const isUnknown =
    value === undefined &&
    problem instanceof ApiError &&
    (problem.code === "not-found" || problem.code === "invalid-request");
  return (
    <>
      <Link href="/admin/migration" className="pl-migration__back">
        <ArrowLeft aria-hidden="true" />
        {t("migration.back")}
      </Link>
      {isUnknown ? (
        <EmptyState icon={<Footprints aria-hidden="true" />} title={t("migration.unknownWave")}>
          {t("migration.unknownWaveText")}
        </EmptyState>
      ) : (
        <Loaded of={loaded}>{(wave) => <ShownWave wave={wave} onChanged={retry} />}</Loaded>
      )}
    </>
  );
}

function ShownWave({ wave, onChanged }: { wave: Wave; onChanged: () => void }): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  const [open, setOpen] = useState<"edit" | "upload">();
  const [filter, setFilter] = useState<ItemFilter>({ search: "" });
  const { failed, kept, total } = totalsOf(wave.kinds);
  const isBack = wave.state === "rolled-back";
  const entries = useRef<HTMLHeadingElement>(null);
  const close = (): void => setOpen(undefined);
  const show = (state: ItemState): void => {
    setFilter({ state, search: "" });
    entries.current?.focus();
  };
  return (
    <>
      <div className="pl-admin__tools">
        <div>
          <h2 className="pl-migration__title">{nameOfWave(wave)}</h2>
          <WaveFacts wave={wave} />
        </div>
        <div className="pl-row">
          <Button size="small" icon={<Pencil aria-hidden="true" />} onClick={() => setOpen("edit")}>
            {t("migration.edit")}
          </Button>
          {takesItems(wave) ? (
            <Button
              size="small"
              icon={<FileUp aria-hidden="true" />}
              onClick={() => setOpen("upload")}
            >
              {t("migration.upload")}
            </Button>
          ) : null}
        </div>
      </div>
      {wave.frozen && !isBack && wave.state !== "rolling-back" ? (
        <InlineMessage>{t("migration.frozenText")}</InlineMessage>
      ) : null}
      {total === 0 ? (
        <EmptyState icon={<Footprints aria-hidden="true" />} title={t("migration.emptyWave")}>
          {t("migration.emptyWaveText")}
        </EmptyState>
      ) : (
        <>
          <WaveProgress wave={wave} />
          <WaveActs wave={wave} onChanged={onChanged} />
          {failed > 0 ? (
            <InlineMessage tone="warning">
              {t("migration.failedNow", { count: failed, number: number(failed) })}{" "}
              <Button size="small" variant="quiet" onClick={() => show("failed")}>
                {t("migration.show")}
              </Button>
            </InlineMessage>
          ) : null}
          {isBack && kept > 0 ? (
            <InlineMessage>
              {t("migration.keptNow", { count: kept, number: number(kept) })}{" "}
              <Button size="small" variant="quiet" onClick={() => show("kept")}>
                {t("migration.show")}
              </Button>
            </InlineMessage>
          ) : null}
          <Kinds wave={wave} />
          <Items wave={wave} heading={entries} filter={filter} onFilter={setFilter} />
        </>
      )}
      {open === "edit" ? <WaveForm wave={wave} onSaved={onChanged} onClose={close} /> : null}
      {open === "upload" ? (
        <UploadDialog
          wave={wave}
          onClose={() => {
            close();
            onChanged();
          }}
        />
      ) : null}
    </>
  );
}

/** State, days and who has made it, on one line. */
function WaveFacts({ wave }: { wave: Wave }): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const day = useDays();
  const at = (moment: string): string => dates.dateTime(Date.parse(moment));
  const who = wave.createdBy === INSTALLATION ? t("migration.installation") : wave.createdBy;
  const facts = [
    ...(wave.day === undefined ? [] : [t("migration.dayIs", { day: day(wave.day) })]),
    t("migration.createdBy", { who, at: at(wave.createdAt) }),
    ...(wave.startedAt === undefined ? [] : [t("migration.startedAt", { at: at(wave.startedAt) })]),
    ...(wave.finishedAt === undefined
      ? []
      : [t("migration.finishedAt", { at: at(wave.finishedAt) })]),
  ];
  return (
    <p className="pl-migration__facts">
      <WaveStateMark wave={wave} />
      <span className="pl-muted">{facts.join(" · ")}</span>
    </p>
  );
}
