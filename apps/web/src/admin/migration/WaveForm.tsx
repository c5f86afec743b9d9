import { waveNameSchema, type Wave } from "@plenum/model/migration";
import { Switch, TextField, useToast } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { FormDialog } from "../FormDialog.tsx";
import { idFrom } from "../templates/draft.ts";
import { useAct } from "../use-act.ts";
import { nameOfWave } from "./WaveProgress.tsx";
import { saveWave } from "./waves-api.ts";

const NONE: readonly string[] = [];

/** Makes a wave, or changes what is said of one. */
export function WaveForm({
  wave,
  taken = NONE,
  onSaved,
  onClose,
}: {
  /** Absent for a new one. */
  wave?: Wave;
  /** Short names that a new one cannot have. */
  taken?: readonly string[];
  onSaved: (wave: Wave) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const toast = useToast();
  const { running, problem, act } = useAct();
  const [label, setLabel] = useState(wave?.label ?? "");
  // Follows the label until somebody types another one.
  const [ownName, setOwnName] = useState<string>();
  const [day, setDay] = useState(wave?.day ?? "");
  const [halfDay, setHalfDay] = useState(false);
  const [frozen, setFrozen] = useState(wave?.frozen ?? false);
  const [tried, setTried] = useState(false);
  const name = wave?.name ?? ownName ?? idFrom(label);
  const trouble = wave === undefined ? nameTrouble(name, taken) : undefined;

  const save = async (): Promise<void> => {
    setTried(true);
    if (trouble !== undefined || halfDay) return;
    let saved: Wave | undefined;
    await act("save", async () => {
      saved = await saveWave(api, name, {
        label: label.trim(),
        ...(day === "" ? {} : { day }),
        frozen,
      });
    });
    if (saved === undefined) return;
    toast({ text: t("migration.form.saved") });
    onSaved(saved);
    onClose();
  };
  return (
    <FormDialog
      title={
        wave === undefined
          ? t("migration.newWave")
          : t("migration.form.editTitle", { name: nameOfWave(wave) })
      }
      verb={t(wave === undefined ? "migration.form.make" : "migration.form.save")}
      busy={running !== undefined}
      problem={problem}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <TextField
        label={t("migration.form.label")}
        description={t("migration.form.labelHelp")}
        maxLength={200}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      {wave === undefined ? (
        <TextField
          label={t("migration.form.name")}
          description={t("migration.form.nameHelp")}
          maxLength={64}
          value={name}
          onChange={(event) => setOwnName(event.currentTarget.value)}
          error={tried && trouble !== undefined ? t(`migration.form.${trouble}`) : undefined}
        />
      ) : null}
      <TextField
        label={t("migration.form.day")}
        description={t("migration.form.dayHelp")}
        type="date"
        value={day}
        onChange={(event) => {
          setDay(event.currentTarget.value);
          setHalfDay(event.currentTarget.validity.badInput);
        }}
        error={tried && halfDay ? t("migration.form.dayWrong") : undefined}
      />
      {wave === undefined ? null : (
        <Switch
          label={t("migration.form.frozen")}
          description={t("migration.form.frozenHelp")}
          checked={frozen}
          onChange={setFrozen}
        />
      )}
    </FormDialog>
  );
}

function nameTrouble(
  name: string,
  taken: readonly string[],
): "nameWrong" | "nameTaken" | undefined {
  if (!waveNameSchema.safeParse(name).success) return "nameWrong";
  return taken.includes(name) ? "nameTaken" : undefined;
}
