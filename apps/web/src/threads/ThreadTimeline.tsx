import type { RoomSummary, ThreadHandle } from "@plenum/matrix";
import { Button, VisuallyHidden } from "@plenum/ui";
import { useMemo, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import type { ComposerTarget } from "../composer/target.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { RowView } from "../timeline/RowView.tsx";
import { rowsOf } from "../timeline/rows.ts";
import { useAnnouncement } from "../timeline/use-announcement.ts";
import { END } from "../timeline/use-follow-end.ts";
import { useReadPosition } from "../timeline/use-read-position.ts";
import "../timeline/timeline.css";
import { useStayAtEnd } from "./use-stay-at-end.ts";

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
  const announcement = useAnnouncement(snapshot.items);
  const [activeKey, setActiveKey] = useState<string>();
  useStayAtEnd(scroller, atEnd);

  const keys = rows.filter((row) => row.kind === "message").map((row) => row.key);
  const tabStop = activeKey !== undefined && keys.includes(activeKey) ? activeKey : keys.at(-1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (!("message" in target.dataset)) return;
    const at = keys.indexOf(target.dataset["message"] ?? "");
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: keys.length - 1 }[event.key];
    const key = next === undefined ? undefined : keys[next];
    if (key === undefined) return;
    event.preventDefault();
    scroller.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(key)}"]`)?.focus();
  };
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
              summary={summary}
              tabStop={row.key === tabStop}
              active={row.key === activeKey}
              onActive={setActiveKey}
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
