import type { RoomSummary, ThreadHandle } from "@plenum/matrix";
import { Button, VisuallyHidden } from "@plenum/ui";
import { useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import type { ComposerTarget } from "../composer/target.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { RowView } from "../timeline/RowView.tsx";
import { lastMessage, rowsOf, stopsOf } from "../timeline/rows.ts";
import { useAnnouncement } from "../timeline/use-announcement.ts";
import { useActiveMessage } from "../timeline/use-active-message.ts";
import { END } from "../timeline/use-hold.ts";
import { useReadPosition } from "../timeline/use-read-position.ts";
import { stopOf, useTimelineKeys } from "../timeline/use-timeline-keys.ts";
import "../timeline/timeline.css";
import { useAskedFor } from "./use-asked-for.ts";
import { useStayAtEnd } from "./use-stay-at-end.ts";

/** Messages that a page key skips. */
const PAGE = 8;

/**
 * The messages of a thread. Threads are short: no virtual list, the browser skips what is out of
 * sight. One tab stop; arrow keys move between messages.
 */
export function ThreadTimeline({
  thread,
  summary,
  onTarget,
}: {
  thread: ThreadHandle;
  summary: RoomSummary;
  onTarget: (target: ComposerTarget) => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const snapshot = useObservable(thread.timeline);
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [unreadAtOpening] = useState(
    () => summary.conversations.find((part) => part.threadId === thread.rootId)?.unread ?? 0,
  );
  const upTo = useReadPosition(thread, snapshot, atEnd);
  const rows = useMemo(
    () => rowsOf(snapshot.items, { upTo, unread: unreadAtOpening }, dates.dayKey),
    [snapshot.items, upTo, unreadAtOpening, dates],
  );
  const announcement = useAnnouncement(snapshot);
  const marked = useAskedFor(thread, snapshot, scroller);
  const { active, focused, hovered, handlers } = useActiveMessage(scroller);
  useStayAtEnd(scroller, atEnd);

  const keys = stopsOf(rows);
  const tabStop = active !== undefined && keys.includes(active) ? active : lastMessage(rows);
  const onKeyDown = useTimelineKeys({
    scroller,
    keys,
    page: () => PAGE,
    focusMessage(key) {
      if (scroller.current) stopOf(scroller.current, key ?? "")?.focus();
    },
    leave: () => undefined,
  });
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys and scrolling of the list as a whole */}
      <div
        ref={scroller}
        className="pl-thread__messages"
        role="log"
        aria-live="off"
        aria-label={t("thread.label")}
        onKeyDown={onKeyDown}
        {...handlers}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          setAtEnd(scrollHeight - scrollTop - clientHeight < END);
        }}
      >
        {snapshot.canLoadOlder ? (
          <Button
            size="small"
            variant="quiet"
            busy={snapshot.loadingOlder}
            onClick={() => void thread.loadOlder().catch(() => undefined)}
          >
            {t("thread.older")}
          </Button>
        ) : null}
        {rows.map((row) => (
          <div key={row.key} className="pl-thread__row">
            <RowView
              row={row}
              handle={thread}
              room={undefined}
              readers={undefined}
              tabStop={row.key === tabStop}
              tools={row.key === hovered || (focused && row.key === active)}
              marked={row.kind === "message" && row.item.eventId === marked}
              onTarget={onTarget}
            />
          </div>
        ))}
      </div>
      <div aria-live="polite">
        <VisuallyHidden>{announcement}</VisuallyHidden>
      </div>
    </>
  );
}
