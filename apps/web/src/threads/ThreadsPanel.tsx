import type { ThreadEntry, ThreadList } from "@plenum/matrix";
import { Button, EmptyState, InlineMessage, Skeleton } from "@plenum/ui";
import { MessagesSquare } from "lucide-react";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { shortCount } from "../rooms/attention.ts";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { useRoomNavigation } from "../rooms/RoomNavigation.tsx";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import "./threads.css";

/** All threads of a room: the unread ones first, then by their newest answer. */
export default function ThreadsPanel({ handle, summary }: PanelProps): ReactNode {
  const { session } = useWorkspace();
  const [list, setList] = useState<ThreadList>();
  useEffect(() => {
    let opened: ThreadList | undefined;
    let closed = false;
    const open = async (): Promise<void> => {
      opened = await session.reading.openThreadList(handle);
      if (closed) opened.close();
      else setList(opened);
    };
    open().catch(() => undefined);
    return () => {
      closed = true;
      opened?.close();
    };
  }, [session, handle]);
  if (list === undefined) return <Skeleton width="70%" />;
  return <Threads list={list} conversations={summary.conversations} />;
}

function Threads({
  list,
  conversations,
}: {
  list: ThreadList;
  conversations: PanelProps["summary"]["conversations"];
}): ReactNode {
  const { t } = useI18n();
  const { entries, canLoadMore, loading } = useObservable(list.threads);
  const [failed, setFailed] = useState(false);
  const load = (): void => {
    setFailed(false);
    list.loadMore().catch(() => setFailed(true));
  };
  useEffect(() => {
    list.loadMore().catch(() => setFailed(true));
  }, [list]);
  const unreadIn = (entry: ThreadEntry) =>
    conversations.find((part) => part.threadId === entry.rootId);
  const sorted = [
    ...entries.filter((entry) => unreadIn(entry) !== undefined),
    ...entries.filter((entry) => unreadIn(entry) === undefined),
  ];
  return (
    <>
      {entries.length === 0 && !loading && !canLoadMore ? (
        <EmptyState
          headingLevel={3}
          icon={<MessagesSquare aria-hidden="true" />}
          title={t("thread.noneTitle")}
        >
          {t("thread.noneText")}
        </EmptyState>
      ) : null}
      <ul className="ui-list pl-threads">
        {sorted.map((entry) => (
          <li key={entry.rootId}>
            <Entry entry={entry} unread={unreadIn(entry)} />
          </li>
        ))}
      </ul>
      {failed ? <InlineMessage tone="danger">{t("thread.failed")}</InlineMessage> : null}
      {loading && entries.length === 0 ? <Skeleton width="70%" /> : null}
      {canLoadMore && (entries.length > 0 || failed) ? (
        <Button size="small" variant="quiet" busy={loading} onClick={load}>
          {failed ? t("common.tryAgain") : t("thread.more")}
        </Button>
      ) : null}
    </>
  );
}

function Entry({
  entry,
  unread,
}: {
  entry: ThreadEntry;
  unread: PanelProps["summary"]["conversations"][number] | undefined;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { openPanel } = useRoomNavigation();
  const last =
    entry.lastPreview === ""
      ? entry.lastSender.displayName
      : `${entry.lastSender.displayName}: ${entry.lastPreview}`;
  return (
    <button
      type="button"
      className="pl-threads__entry"
      onClick={() => openPanel("thread", entry.rootId)}
    >
      <PersonAvatar
        id={entry.sender.userId}
        name={entry.sender.displayName}
        mxc={entry.sender.avatarMxc}
        size={24}
      />
      <span className="pl-threads__main">
        <span className="pl-threads__head">
          <b>{entry.sender.displayName}</b>
          <time dateTime={new Date(entry.lastTimestamp).toISOString()}>
            {dates.recent(entry.lastTimestamp)}
          </time>
        </span>
        <span className="pl-threads__title">{entry.title}</span>
        <span className="pl-threads__last">
          {t("threads.replies", { count: entry.count })} · {last}
        </span>
      </span>
      {unread === undefined ? null : (
        <span className={unread.mentions > 0 ? "pl-badge pl-badge--mention" : "pl-badge"}>
          <span aria-hidden="true">{shortCount(unread.mentions || unread.unread)}</span>
          <span className="ui-visually-hidden">{t("list.unread", { count: unread.unread })}</span>
        </span>
      )}
    </button>
  );
}
