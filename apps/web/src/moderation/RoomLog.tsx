import { auditEntrySchema, userIdSchema, type AuditEntry } from "@plenum/model";
import { Button, EmptyState, InlineMessage, Skeleton } from "@plenum/ui";
import { ScrollText } from "lucide-react";
import { useCallback } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import { useProblemText } from "../api/use-problem-text.ts";
import { usePages } from "../admin/use-pages.ts";
import { auditActor, auditWords } from "../audit/words.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { useNames } from "./use-names.ts";

const PAGE = 50;
const answerSchema = z.object({ entries: z.array(auditEntrySchema) });

/** Who has done what in this room, newest first, in words. That one reads it is an entry, too. */
export default function RoomLog({ handle }: Pick<PanelProps, "handle">): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const nameOf = useNames(handle);
  const { first, items, more, busy, problem } = usePages(
    useCallback(
      async (before: number | undefined, signal?: AbortSignal) => {
        const query = new URLSearchParams({
          roomId: handle.id,
          limit: String(PAGE),
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
      [api, handle.id],
    ),
  );
  const wrong = first.problem ?? problem;
  return (
    <section className="pl-form" aria-label={t("moderation.logTitle")}>
      <p className="pl-muted pl-small">{t("moderation.logText")}</p>
      {wrong === undefined ? null : (
        <InlineMessage tone="danger">
          {problemText(wrong)}{" "}
          <Button size="small" variant="quiet" onClick={first.retry}>
            {t("common.tryAgain")}
          </Button>
        </InlineMessage>
      )}
      {first.value === undefined && wrong === undefined ? <Skeleton width="70%" /> : null}
      {first.value?.length === 0 ? (
        <EmptyState icon={<ScrollText aria-hidden="true" />} title={t("moderation.noLog")}>
          {t("moderation.noLogText")}
        </EmptyState>
      ) : null}
      <ol className="ui-list">
        {items.map((entry) => (
          <Entry key={entry.number} entry={entry} nameOf={nameOf} />
        ))}
      </ol>
      {more === undefined ? null : (
        <span>
          <Button size="small" busy={busy} onClick={() => void more()}>
            {t("moderation.older")}
          </Button>
        </span>
      )}
    </section>
  );
}

function Entry({
  entry,
  nameOf,
}: {
  entry: AuditEntry;
  nameOf: (userId: string) => string;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { act, more } = auditWords(entry, t);
  // Links, jobs and meetings have ids that say nothing to people.
  const subject = userIdSchema.safeParse(entry.subject).success ? entry.subject : undefined;
  return (
    <li className="pl-modlog__entry">
      <span className="pl-small pl-muted">
        <time dateTime={entry.at}>{dates.dateTime(Date.parse(entry.at))}</time> ·{" "}
        {auditActor(entry.actor, t, nameOf)}
      </span>
      <span>
        {act}
        {subject === undefined ? null : (
          <>
            {": "}
            <b>{nameOf(subject)}</b>
          </>
        )}
      </span>
      {more.length === 0 ? null : <span className="pl-small pl-muted">{more.join(" · ")}</span>}
    </li>
  );
}
