import type { ThreadEntry, ThreadList } from "@plenum/matrix";
import { Button, EmptyState, InlineMessage, Skeleton } from "@plenum/ui";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { MessagesSquare } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useListFocus } from "../rooms/list-focus.ts";
import { shortCount } from "../rooms/attention.ts";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { useRoomNavigation } from "../rooms/RoomNavigation.tsx";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import "./threads.css";

/** Pixels of an entry before it is measured. */
const HEIGHT = 76;
/** Entries below what is seen from which more are fetched. */
const FETCH_AHEAD = 8;

/**
 * All threads of a room: the unread ones first, then by their newest answer. Only those in sight are
 * rendered; one tab stop, arrow keys move between them.
 */
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
  const scroller = useRef<HTMLDivElement>(null);
  const unread = useMemo(
    () => new Map(conversations.map((part) => [part.threadId, part])),
    [conversations],
  );
  const sorted = useMemo(
    () => [
      ...entries.filter((entry) => unread.has(entry.rootId)),
      ...entries.filter((entry) => !unread.has(entry.rootId)),
    ],
    [entries, unread],
  );
  const keys = useMemo(() => sorted.map(({ rootId }) => rootId), [sorted]);
  const titleOf = (key: string): string => sorted.find(({ rootId }) => rootId === key)?.title ?? "";
  const { active, handlers } = useListFocus(scroller, keys, titleOf);
  const tabStop = Math.max(0, active === undefined ? 0 : keys.indexOf(active));

  // oxlint-disable-next-line react/incompatible-library -- what it answers is used in this component alone
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    getItemKey: (index) => keys[index] ?? index,
    overscan: 8,
    // What has the focus, or gets it with the Tab key, stays, or scrolling would lose it.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), tabStop])]
        .filter((index) => index < range.count)
        .toSorted((a, b) => a - b),
  });
  const shown = virtual.getVirtualItems();
  const atEnd = sorted.length - 1 - (virtual.range?.endIndex ?? 0) < FETCH_AHEAD;

  const load = useCallback(() => {
    setFailed(false);
    list.loadMore().catch(() => setFailed(true));
  }, [list]);
  useEffect(() => {
    if (atEnd && canLoadMore && !loading && !failed) {
      list.loadMore().catch(() => setFailed(true));
    }
  }, [list, atEnd, canLoadMore, loading, failed]);

  return (
    <div ref={scroller} className="pl-threads">
      {entries.length === 0 && !loading && !canLoadMore ? (
        <EmptyState
          headingLevel={3}
          icon={<MessagesSquare aria-hidden="true" />}
          title={t("thread.noneTitle")}
        >
          {t("thread.noneText")}
        </EmptyState>
      ) : null}
      <ul
        className="ui-list pl-threads__list"
        style={{ blockSize: virtual.getTotalSize() }}
        {...handlers}
      >
        {shown.map(({ index, key, start }) => {
          const entry = sorted[index];
          if (entry === undefined) return null;
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={canLoadMore ? -1 : sorted.length}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Entry entry={entry} unread={unread.get(entry.rootId)} tabStop={index === tabStop} />
            </li>
          );
        })}
      </ul>
      {loading ? <Skeleton width="70%" /> : null}
      {failed ? (
        <InlineMessage tone="danger">
          {t("thread.failed")}{" "}
          <Button size="small" variant="quiet" onClick={load}>
            {t("common.tryAgain")}
          </Button>
        </InlineMessage>
      ) : null}
    </div>
  );
}

function Entry({
  entry,
  unread,
  tabStop,
}: {
  entry: ThreadEntry;
  unread: PanelProps["summary"]["conversations"][number] | undefined;
  tabStop: boolean;
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
      data-entry={entry.rootId}
      tabIndex={tabStop ? 0 : -1}
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
