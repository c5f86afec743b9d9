import { auditEntrySchema, type AuditEntry } from "@plenum/model";
import { EmptyState, TextField } from "@plenum/ui";
import { ScrollText } from "lucide-react";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import { auditTexts } from "../audit/texts.ts";
import { auditWords } from "../audit/words.ts";
import { useTexts } from "../i18n/feature-texts.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import type { Translate } from "../i18n/keys.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { AdminTable } from "./AdminTable.tsx";
import { AuditTools } from "./AuditTools.tsx";
import { Loaded } from "./Loaded.tsx";
import { MoreRows } from "./MoreRows.tsx";
import { usePages } from "./use-pages.ts";
import { useSettled } from "../app/use-settled.ts";

const PAGE = 100;
const answerSchema = z.object({ entries: z.array(auditEntrySchema) });

/** The audit log, newest first. */
export default function AuditEntries(): ReactNode {
  useTexts(auditTexts);
  const { t } = useI18n();
  const dates = useDates();
  const { api } = useWorkspace();
  const [text, setText] = useState("");
  const actor = useSettled(text.trim());
  const pages = usePages(
    useCallback(
      async (before: number | undefined, signal?: AbortSignal) => {
        const query = new URLSearchParams({
          limit: String(PAGE),
          ...(actor === "" ? {} : { actor }),
          ...(before === undefined ? {} : { before: String(before) }),
        });
        const { entries } = await api.authorised({
          method: "GET",
          path: `/api/v1/audit?${query.toString()}`,
          ...(signal === undefined ? {} : { signal }),
          answer: answerSchema,
        });
        const next = entries.length < PAGE ? undefined : entries.at(-1)?.number;
        return { items: entries, next };
      },
      [api, actor],
    ),
  );
  return (
    <>
      <p className="pl-muted">{t("admin.audit.text")}</p>
      <TextField
        label={t("admin.audit.actorFilter")}
        description={t("admin.audit.actorHelp")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <AuditTools actor={actor} />
      <Loaded of={pages.first}>
        {(first) =>
          first.length === 0 ? (
            <EmptyState icon={<ScrollText aria-hidden="true" />} title={t("admin.audit.none")}>
              {t("admin.audit.noneText")}
            </EmptyState>
          ) : (
            <AdminTable
              label={t("admin.section.audit")}
              rows={pages.items}
              rowKey={(entry) => entry.number}
              columns={[
                { name: t("admin.audit.number"), number: true },
                { name: t("admin.audit.at") },
                { name: t("admin.audit.actor") },
                { name: t("admin.audit.act") },
                { name: t("admin.audit.subject") },
                { name: t("admin.audit.details") },
              ]}
              renderCells={(entry) => [
                entry.number,
                <span key="at" className="pl-admin__when">
                  {dates.dateTime(Date.parse(entry.at))}
                </span>,
                entry.actor === "system" ? t("audit.system") : entry.actor,
                auditWords(entry, t).act,
                entry.subject ?? "–",
                factsOf(entry, t),
              ]}
            />
          )
        }
      </Loaded>
      <MoreRows {...pages} />
    </>
  );
}

function factsOf(entry: AuditEntry, t: Translate): string {
  const { more, rest } = auditWords(entry, t);
  return [...more, ...rest].join(", ");
}
