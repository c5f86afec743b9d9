import { InlineMessage } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../../../i18n/I18n.tsx";
import { AdminTable } from "../../AdminTable.tsx";
import { useNumbers } from "../use-numbers.ts";
import type { Preview } from "./check-file.ts";

/** What is in a file, before it is sent. */
export function PreviewOfFile({ preview }: { preview: Preview }): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  const { good, kinds, badCount, bad, twice } = preview;
  return (
    <>
      {good === 0 ? (
        <InlineMessage tone="danger">{t("migration.file.nothing")}</InlineMessage>
      ) : (
        <AdminTable
          label={t("migration.file.found")}
          rows={kinds}
          rowKey={({ kind }) => kind}
          columns={[
            { name: t("migration.file.found") },
            { name: t("migration.file.number"), number: true },
          ]}
          renderCells={(one) => [t(`migration.kinds.${one.kind}`), number(one.number)]}
        />
      )}
      {twice.first === undefined ? null : (
        <InlineMessage tone="warning">
          {t("migration.file.twice", {
            count: twice.number,
            number: number(twice.number),
            line: number(twice.first),
          })}
        </InlineMessage>
      )}
      {badCount === 0 ? null : (
        <>
          <InlineMessage tone="warning">
            {t("migration.file.bad", { count: badCount, number: number(badCount) })}{" "}
            {badCount > bad.length ? t("migration.file.badFirst") : null}
          </InlineMessage>
          <AdminTable
            label={t("migration.file.badLines")}
            rows={bad}
            rowKey={({ line }) => line}
            columns={[
              { name: t("migration.file.line"), number: true },
              { name: t("migration.file.reason") },
            ]}
            renderCells={({ line, reason, field }) => [
              number(line),
              t(`migration.file.wrong.${reason}`, { field: field ?? "" }),
            ]}
          />
        </>
      )}
    </>
  );
}
