import { Button, Choices, EmptyState, Skeleton } from "@plenum/ui";
import { CheckCheck, Inbox } from "lucide-react";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { type InboxFilter, inboxOf, type InboxOrder } from "./entries.ts";
import { InboxList } from "./InboxList.tsx";
import { useDone } from "./use-done.ts";
import "./inbox.css";

const FILTERS = ["all", "mentions", "direct", "threads"] as const;

/** Everything unread in one list: look at it, answer it, be done with it. */
export default function InboxPage(): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const ready = useObservable(session.roomsReady);
  const [filter, setFilter] = useState<InboxFilter>("all");
  const [order, setOrder] = useState<InboxOrder>("mentions");
  const done = useDone();
  const entries = useMemo(() => inboxOf(rooms, { filter, order }), [rooms, filter, order]);
  const conversations = entries.filter((entry) => entry.conversation !== undefined);
  return (
    <div className="pl-inbox">
      <header className="pl-inbox__head">
        <h1>{t("rail.inbox")}</h1>
        {conversations.length > 1 ? (
          <Button
            size="small"
            icon={<CheckCheck aria-hidden="true" />}
            onClick={() => done.done(conversations)}
          >
            {t("inbox.doneWithAll", { count: conversations.length })}
          </Button>
        ) : null}
      </header>
      <div className="pl-inbox__tools">
        <Choices
          label={t("inbox.filter")}
          value={filter}
          choices={FILTERS.map((value) => ({ value, label: t(`inbox.filters.${value}`) }))}
          onChange={setFilter}
        />
        <Choices
          label={t("inbox.order")}
          value={order}
          choices={[
            { value: "mentions", label: t("inbox.orders.mentions") },
            { value: "time", label: t("inbox.orders.time") },
          ]}
          onChange={setOrder}
        />
      </div>
      {ready ? null : <Skeleton width="60%" />}
      {ready && entries.length === 0 ? (
        <EmptyState
          headingLevel={2}
          icon={<Inbox aria-hidden="true" />}
          title={filter === "all" ? t("inbox.emptyTitle") : t("inbox.nothingTitle")}
        >
          {filter === "all" ? t("inbox.emptyText") : t("inbox.nothingText")}
        </EmptyState>
      ) : null}
      <InboxList entries={entries} done={done} />
    </div>
  );
}
