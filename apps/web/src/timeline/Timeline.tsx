import type { RoomHandle, RoomSummary } from "@plenum/matrix";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Button, Skeleton, VisuallyHidden } from "@plenum/ui";
import { ArrowDown } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import type { ComposerTarget } from "../composer/target.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useDates } from "../i18n/dates.ts";
import { RowView } from "./RowView.tsx";
import { rowsOf, type Row } from "./rows.ts";
import { TypingLine } from "./TypingLine.tsx";
import { useAnnouncement } from "./use-announcement.ts";
import { END, useFollowEnd } from "./use-follow-end.ts";
import { useReadPosition } from "./use-read-position.ts";
import "./timeline.css";

/** Pixels from the top at which older messages are fetched. */
const FETCH_OLDER = 600;

const BEGINNING: Row = { kind: "beginning", key: "beginning" };

/**
 * The messages of a room: virtualised, held at the end while one is there, unmoved while older
 * ones come in above. One tab stop; arrow keys move between messages.
 */
export function Timeline({
  handle,
  summary,
  onTarget,
}: {
  handle: RoomHandle;
  summary: RoomSummary;
  /** Message that shall be in sight; undefined for the newest. */
  eventId: string | undefined;
  onTarget: (target: ComposerTarget) => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const snapshot = useObservable(handle.timeline);
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [unreadAtOpening] = useState(summary.unread);
  const readUpTo = useReadPosition(handle, snapshot, atEnd);
  const rows = useMemo(
    () => [
      ...(snapshot.canLoadOlder ? [] : [BEGINNING]),
      ...rowsOf(snapshot.items, { upTo: readUpTo, unread: unreadAtOpening }, dates.dayKey),
    ],
    [snapshot.items, snapshot.canLoadOlder, readUpTo, unreadAtOpening, dates],
  );
  const announcement = useAnnouncement(snapshot.items);
  const [activeKey, setActiveKey] = useState<string>();

  // oxlint-disable-next-line react/incompatible-library -- its functions change with every render, and nothing here is memoised by them
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: END,
    paddingEnd: 8,
  });

  const empty = rows.length === 0;
  const total = virtualizer.getTotalSize();
  const { follow, onScroll: followScroll } = useFollowEnd(scroller, total);
  const toEnd = (): void => {
    follow();
    setAtEnd(true);
  };

  const { canLoadOlder, loadingOlder } = snapshot;
  const onScroll = (): void => {
    const element = scroller.current;
    if (!element) return;
    setAtEnd(followScroll(element));
    if (element.scrollTop < FETCH_OLDER && canLoadOlder && !loadingOlder) void handle.loadOlder();
  };
  // A short first window leaves room above: fetch until the viewport is full.
  useEffect(() => {
    const element = scroller.current;
    if (!element || !canLoadOlder || loadingOlder) return;
    if (total < element.clientHeight + FETCH_OLDER) void handle.loadOlder();
  }, [total, canLoadOlder, loadingOlder, handle]);

  const messageKeys = useMemo(
    () => rows.filter((row) => row.kind === "message").map((row) => row.key),
    [rows],
  );
  const tabStop =
    activeKey !== undefined && messageKeys.includes(activeKey) ? activeKey : messageKeys.at(-1);

  const focusMessage = (key: string | undefined): void => {
    if (key === undefined) return;
    setActiveKey(key);
    virtualizer.scrollToIndex(
      rows.findIndex((row) => row.key === key),
      { align: "auto" },
    );
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(key)}"]`)?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (!("message" in target.dataset)) return;
    const at = messageKeys.indexOf(target.dataset["message"] ?? "");
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, End: messageKeys.length - 1 }[event.key];
    if (next === undefined || next < 0) return;
    event.preventDefault();
    focusMessage(messageKeys[next]);
  };

  return (
    <div className="pl-timeline">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys and scrolling of the list as a whole */}
      <div
        ref={scroller}
        className="pl-timeline__scroller"
        role="log"
        aria-live="off"
        aria-label={t("timeline.label", { room: summary.name })}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        {empty && (loadingOlder || canLoadOlder) ? <TimelineSkeleton /> : null}
        <div className="pl-timeline__rows" style={{ height: total }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className="pl-timeline__row"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <RowView
                  row={row}
                  handle={handle}
                  summary={summary}
                  tabStop={row.key === tabStop}
                  active={row.key === activeKey}
                  onActive={setActiveKey}
                  onTarget={onTarget}
                />
              </div>
            );
          })}
        </div>
      </div>
      {atEnd ? null : (
        <Button
          size="small"
          className="pl-timeline__latest"
          icon={<ArrowDown aria-hidden="true" />}
          onClick={toEnd}
        >
          {t("timeline.toLatest")}
        </Button>
      )}
      <TypingLine people={snapshot.typing} />
      <div aria-live="polite">
        <VisuallyHidden>{announcement}</VisuallyHidden>
      </div>
    </div>
  );
}

/** Pixels, before a row has been measured. */
function estimate(row: Row | undefined): number {
  if (!row || row.kind === "changes") return 32;
  if (row.kind === "beginning") return 140;
  if (row.kind === "day" || row.kind === "unread") return 40;
  if (row.item.body.kind === "file" && row.item.body.media === "image") return 280;
  return row.head ? 58 : 27;
}

function TimelineSkeleton(): ReactNode {
  return (
    <div className="pl-timeline__skeleton" aria-hidden="true">
      {["44%", "62%", "30%", "56%"].map((width) => (
        <div key={width} className="pl-timeline__skeleton-row">
          <Skeleton circle />
          <Skeleton width={width} />
        </div>
      ))}
    </div>
  );
}
