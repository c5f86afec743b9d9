import type { Wave } from "@plenum/model/migration";
import { Button, EmptyState } from "@plenum/ui";
import { FileSearch, Footprints, Plus } from "lucide-react";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { AdminTable } from "../AdminTable.tsx";
import { Loaded } from "../Loaded.tsx";
import { isMoving } from "./progress.ts";
import { useDays } from "./use-days.ts";
import { useWatched } from "./use-watched.ts";
import { WaveForm } from "./WaveForm.tsx";
import { nameOfWave, WaveProgress, WaveStateMark } from "./WaveProgress.tsx";
import { readWaves } from "./waves-api.ts";

/** Milliseconds after which the list is read again while something is made or taken back. */
const PERIOD = 5_000;

const anyMoves = (waves: readonly Wave[]): boolean => waves.some(isMoving);

/** All waves by their days. */
export function Waves(): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const [, go] = useLocation();
  const [open, setOpen] = useState<"wave">();
  const close = (): void => setOpen(undefined);
  const loaded = useWatched(
    useCallback((signal: AbortSignal) => readWaves(api, signal), [api]),
    anyMoves,
    PERIOD,
  );
  const waves = loaded.value ?? [];
  return (
    <>
      <div className="pl-admin__tools">
        <p className="pl-muted">{t("migration.text")}</p>
        <div className="pl-row">
          <Button
            icon={<FileSearch aria-hidden="true" />}
            onClick={() => go("/admin/migration?report")}
          >
            {t("migration.report.open")}
          </Button>
          <Button icon={<Plus aria-hidden="true" />} onClick={() => setOpen("wave")}>
            {t("migration.newWave")}
          </Button>
        </div>
      </div>
      <Loaded of={loaded}>
        {(all) => (all.length === 0 ? <HowToBegin /> : <WaveTable waves={all} />)}
      </Loaded>
      {open === "wave" ? (
        <WaveForm
          taken={waves.map(({ name }) => name)}
          onSaved={({ name }) => go(waveAddress(name))}
          onClose={close}
        />
      ) : null}
    </>
  );
}

function WaveTable({ waves }: { waves: readonly Wave[] }): ReactNode {
  const { t } = useI18n();
  const day = useDays();
  return (
    <AdminTable
      label={t("migration.waves")}
      rows={waves}
      rowKey={({ name }) => name}
      columns={[
        { name: t("migration.wave") },
        { name: t("migration.day") },
        { name: t("migration.stateTitle") },
        { name: t("migration.progressTitle") },
      ]}
      renderCells={(wave) => [
        <span key="wave" className="pl-migration__name">
          <Link href={waveAddress(wave.name)}>{nameOfWave(wave)}</Link>
          {wave.label === "" ? null : <code className="pl-small pl-muted">{wave.name}</code>}
        </span>,
        wave.day === undefined ? t("migration.noDay") : day(wave.day),
        <WaveStateMark key="state" wave={wave} />,
        <WaveProgress key="progress" wave={wave} />,
      ]}
    />
  );
}

/** What to do first, as lines to be typed. */
function HowToBegin(): ReactNode {
  const { t } = useI18n();
  const steps = [
    { text: t("migration.stepCheck"), line: "./plenum migrate check EXPORT" },
    { text: t("migration.stepRules"), line: "./plenum migrate rules EXPORT" },
    {
      text: t("migration.stepPreview"),
      line: "./plenum migrate preview EXPORT --rules migration.yaml",
    },
  ];
  return (
    <EmptyState icon={<Footprints aria-hidden="true" />} title={t("migration.none")}>
      <p>{t("migration.noneText")}</p>
      <ol className="pl-migration__steps">
        {steps.map(({ text, line }) => (
          <li key={line}>
            {text}
            <code>{line}</code>
          </li>
        ))}
      </ol>
      <p className="pl-migration__last">{t("migration.stepWave")}</p>
    </EmptyState>
  );
}

function waveAddress(name: string): string {
  return `/admin/migration?wave=${encodeURIComponent(name)}`;
}
