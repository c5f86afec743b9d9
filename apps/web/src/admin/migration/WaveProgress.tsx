import type { Wave } from "@plenum/model/migration";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { totalsOf, workedOff } from "./progress.ts";
import { useNumbers } from "./use-numbers.ts";
import { countWords, progressWords } from "./words.ts";

/** How far a wave is, as a bar and in words. */
export function WaveProgress({ wave }: { wave: Wave }): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  const totals = totalsOf(wave.kinds);
  const counts = countWords(wave.kinds, t, number);
  return (
    <span className="pl-admin__progress">
      {totals.total === 0 ? null : (
        <progress
          aria-label={t("migration.progress.label", { name: nameOfWave(wave) })}
          max={totals.total}
          value={workedOff(totals, wave.state)}
        />
      )}
      <span>{progressWords(wave, t, number).join(", ")}</span>
      {counts.length === 0 ? null : <span className="pl-muted">{counts.join(", ")}</span>}
    </span>
  );
}

/** State of a wave, told apart by colour as well. */
export function WaveStateMark({ wave: { state, frozen } }: { wave: Wave }): ReactNode {
  const { t } = useI18n();
  return (
    <span className="pl-migration__states">
      <span className="pl-migration__state" data-state={state}>
        {t(`migration.state.${state}`)}
      </span>
      {frozen ? <span className="pl-muted">{t("migration.frozen")}</span> : null}
    </span>
  );
}

/** What people read. */
export function nameOfWave({ name, label }: Pick<Wave, "name" | "label">): string {
  return label === "" ? name : label;
}
