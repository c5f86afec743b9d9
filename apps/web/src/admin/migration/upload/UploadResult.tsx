import { addedItemSchema } from "@plenum/model/migration";
import type { ReactNode } from "react";
import { useI18n } from "../../../i18n/I18n.tsx";
import type { Translate } from "../../../i18n/keys.ts";
import { AdminTable } from "../../AdminTable.tsx";
import { useNumbers } from "../use-numbers.ts";
import { MOST_TOLD, type Sent, type ToldLine } from "./send-file.ts";

/** What became of the lines that are sent. */
export function UploadResult({ sent }: { sent: Sent }): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  const { counts, told } = sent;
  const outcomes = addedItemSchema.shape.result.options.filter((result) => counts[result] > 0);
  const all = counts.replaced + counts.changed + counts.refused;
  return (
    <>
      <AdminTable
        label={t("migration.file.result")}
        rows={outcomes}
        rowKey={(result) => result}
        columns={[
          { name: t("migration.file.result") },
          { name: t("migration.file.number"), number: true },
        ]}
        renderCells={(result) => [t(`migration.file.outcome.${result}`), number(counts[result])]}
      />
      {told.length === 0 ? null : (
        <>
          <AdminTable
            label={t("migration.file.told")}
            rows={told}
            rowKey={({ line }) => line}
            columns={[
              { name: t("migration.file.line"), number: true },
              { name: t("migration.file.told") },
            ]}
            renderCells={(line) => [number(line.line), toldWords(line, t)]}
          />
          {all > told.length ? (
            <p className="pl-muted">
              {t("migration.file.toldMore", { number: number(MOST_TOLD) })}
            </p>
          ) : null}
        </>
      )}
    </>
  );
}

function toldWords({ result, reason, field, wave }: ToldLine, t: Translate): string {
  if (reason === undefined) return t(`migration.file.outcome.${result}`);
  return t(`migration.file.refusal.${reason}`, { field: field ?? "", wave: wave ?? "" });
}
