import type { MigrationKind, Wave } from "@plenum/model/migration";
import { TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { FormDialog } from "../FormDialog.tsx";
import { totalsOf } from "./progress.ts";
import { useNumbers } from "./use-numbers.ts";
import { nameOfWave } from "./WaveProgress.tsx";

/** What goes with taking a wave back; everything else goes with one of these. */
const DELETED = {
  accounts: ["account"],
  rooms: ["space", "group-room", "channel"],
  contacts: ["contacts"],
  meetings: ["meeting"],
} as const satisfies Readonly<Record<string, readonly MigrationKind[]>>;
const PARTS = ["accounts", "rooms", "contacts", "meetings"] as const;

/** Says what is deleted and what stays, and wants the name typed before a wave is taken back. */
export function RollbackDialog({
  wave,
  busy,
  problem,
  onRollback,
  onClose,
}: {
  wave: Wave;
  busy: boolean;
  problem: unknown;
  onRollback: () => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const deleted = PARTS.flatMap((part) => {
    const kinds: readonly MigrationKind[] = DELETED[part];
    const count = totalsOf(wave.kinds.filter(({ kind }) => kinds.includes(kind))).done;
    if (count === 0) return [];
    return [{ part, text: t(`migration.rollback.${part}`, { count, number: number(count) }) }];
  });
  const submit = (): void => {
    const fits = typed.trim() === wave.name;
    setWrong(!fits);
    if (fits) onRollback();
  };
  return (
    <FormDialog
      title={t("migration.rollback.title", { name: nameOfWave(wave) })}
      verb={t("migration.rollback.verb")}
      danger
      busy={busy}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      {deleted.length === 0 ? (
        <p>{t("migration.rollback.nothing")}</p>
      ) : (
        <section>
          <h3 className="pl-migration__part">{t("migration.rollback.deleted")}</h3>
          <ul className="pl-migration__points">
            {deleted.map(({ part, text }) => (
              <li key={part}>{text}</li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3 className="pl-migration__part">{t("migration.rollback.kept")}</h3>
        <ul className="pl-migration__points">
          <li>{t("migration.rollback.keptAccounts")}</li>
          <li>{t("migration.rollback.keptRooms")}</li>
          <li>{t("migration.rollback.keptOthers")}</li>
        </ul>
        <p className="pl-muted">{t("migration.rollback.listed")}</p>
      </section>
      <TextField
        label={t("migration.rollback.confirm")}
        description={t("migration.rollback.confirmHelp", { name: wave.name })}
        value={typed}
        spellCheck={false}
        autoCapitalize="off"
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setWrong(false);
        }}
        error={isWrong ? t("migration.rollback.wrong") : undefined}
      />
    </FormDialog>
  );
}
