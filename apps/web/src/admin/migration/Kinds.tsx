import type { Wave } from "@plenum/model/migration";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { AdminTable } from "../AdminTable.tsx";
import { workedOff } from "./progress.ts";
import { useNumbers } from "./use-numbers.ts";
import { countWords } from "./words.ts";

/** What a wave holds, and how far each kind of it is. */
export function Kinds({ wave }: { wave: Wave }): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  const { state, kinds, current } = wave;
  return (
    <>
      <h3 className="pl-migration__heading">{t("migration.kindsTitle")}</h3>
      <AdminTable
        label={t("migration.kindsTitle")}
        rows={kinds}
        rowKey={({ kind }) => kind}
        columns={[
          { name: t("migration.items.kind") },
          { name: t("migration.progressTitle") },
          { name: t("migration.stateTitle") },
        ]}
        renderCells={(counts) => {
          const { kind, total } = counts;
          const done = workedOff(counts, state);
          const undoes = state === "rolling-back" || state === "rolled-back";
          const values = { done: number(done), total: number(total) };
          return [
            t(`migration.kinds.${kind}`),
            <span key="progress" className="pl-admin__progress">
              <progress aria-label={t(`migration.kinds.${kind}`)} max={total} value={done} />
              <span>
                {t(undoes ? "migration.progress.undone" : "migration.progress.done", values)}
              </span>
            </span>,
            [
              ...(kind === current ? [t("migration.nowMade")] : []),
              ...countWords([counts], t, number),
            ].join(", "),
          ];
        }}
      />
    </>
  );
}
