import type { BadLine } from "@plenum/model";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { AdminTable } from "../AdminTable.tsx";

const FIELDS = [
  "title",
  "kind",
  "template",
  "encrypted",
  "lobby",
  "invite",
  "startsAt",
  "endsAt",
  "owner",
  "externalKey",
] as const;

/** Lines of a file that cannot become rooms, each with what is wrong. */
export function BadLines({ lines }: { lines: readonly BadLine[] }): ReactNode {
  const { t } = useI18n();
  const fieldName = (field: string | undefined): string => {
    const known = FIELDS.find((name) => name === field);
    return known === undefined ? (field ?? "–") : t(`admin.jobs.field.${known}`);
  };
  return (
    <AdminTable
      label={t("admin.jobs.badLines")}
      rows={lines}
      rowKey={(_line, index) => index}
      columns={[
        { name: t("admin.jobs.line"), number: true },
        { name: t("admin.jobs.fieldTitle") },
        { name: t("admin.jobs.reasonTitle") },
      ]}
      renderCells={({ line, field, reason }) => [
        line,
        fieldName(field),
        t(`admin.jobs.reason.${reason}`),
      ]}
    />
  );
}
