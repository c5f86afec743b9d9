import type { Wave } from "@plenum/model/migration";
import { Button, useToast } from "@plenum/ui";
import { Pause, Play, RotateCcw, Undo2 } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { Failure } from "../Failure.tsx";
import { FormDialog } from "../FormDialog.tsx";
import { useAct } from "../use-act.ts";
import { actsOf, totalsOf, type WaveAct } from "./progress.ts";
import { RollbackDialog } from "./RollbackDialog.tsx";
import { useNumbers } from "./use-numbers.ts";
import { nameOfWave } from "./WaveProgress.tsx";
import { actOnWave } from "./waves-api.ts";

const ICONS: Readonly<Record<WaveAct, ReactNode>> = {
  start: <Play aria-hidden="true" />,
  goOn: <Play aria-hidden="true" />,
  pause: <Pause aria-hidden="true" />,
  retry: <RotateCcw aria-hidden="true" />,
  rollback: <Undo2 aria-hidden="true" />,
};

/** Buttons for what can be done with a wave as it is now. */
export function WaveActs({ wave, onChanged }: { wave: Wave; onChanged: () => void }): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const toast = useToast();
  const { running, problem, act } = useAct<WaveAct>();
  const [asking, setAsking] = useState<WaveAct>();
  const acts = actsOf(wave);

  const run = async (what: WaveAct): Promise<void> => {
    const went = await act(what, () => actOnWave(api, wave.name, what));
    if (went) {
      toast({ text: t(`migration.told.${what}`) });
      setAsking(undefined);
    }
    // Also where it was refused: somebody else may have done it already.
    onChanged();
  };
  const close = (): void => setAsking(undefined);
  if (acts.length === 0 && problem === undefined) return null;
  return (
    <>
      <div className="pl-row">
        {acts.map((what) => (
          <Button
            key={what}
            icon={ICONS[what]}
            variant={what === "start" || what === "goOn" ? "primary" : "secondary"}
            busy={running === what}
            onClick={() => {
              if (what === "start" || what === "rollback") setAsking(what);
              else void run(what);
            }}
          >
            {t(`migration.act.${what}`)}
          </Button>
        ))}
      </div>
      {asking === undefined ? <Failure of={problem} /> : null}
      {asking === "start" ? (
        <StartDialog
          wave={wave}
          busy={running === "start"}
          problem={problem}
          onStart={() => void run("start")}
          onClose={close}
        />
      ) : null}
      {asking === "rollback" ? (
        <RollbackDialog
          wave={wave}
          busy={running === "rollback"}
          problem={problem}
          onRollback={() => void run("rollback")}
          onClose={close}
        />
      ) : null}
    </>
  );
}

function StartDialog({
  wave,
  busy,
  problem,
  onStart,
  onClose,
}: {
  wave: Wave;
  busy: boolean;
  problem: unknown;
  onStart: () => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  const { queued } = totalsOf(wave.kinds);
  return (
    <FormDialog
      title={t("migration.startTitle", { name: nameOfWave(wave) })}
      verb={t("migration.act.start")}
      busy={busy}
      problem={problem}
      onSubmit={onStart}
      onClose={onClose}
    >
      <p>{t("migration.startText", { count: queued, number: number(queued) })}</p>
    </FormDialog>
  );
}
