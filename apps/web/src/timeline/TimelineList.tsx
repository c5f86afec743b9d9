import type { RoomHandle, RoomSummary, TimelineSnapshot } from "@plenum/matrix";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { ReactNode, Ref } from "react";
import type { ComposerTarget } from "../composer/target.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { CONTEXT_ABOVE, type Place } from "./opening.ts";
import { DayButton } from "./DayLine.tsx";
import { RowHeights } from "./row-heights.ts";
import { RowView } from "./RowView.tsx";
import { lastMessage, stopsOf, type Row } from "./rows.ts";
import type { SavedPosition } from "./saved-position.ts";
import { useActiveMessage } from "./use-active-message.ts";
import { END, useHold, type Held } from "./use-hold.ts";
import { usePainted } from "./use-painted.ts";
import { stopOf, useTimelineKeys } from "./use-timeline-keys.ts";

/** Pixels from an edge at which more is fetched. */
const FETCH_AHEAD = 900;
/** The same for who is on the way: even a fast reader shall not come to the edge. */
const FETCH_FAR_AHEAD = 3_000;
/** Milliseconds of rest after which the position is remembered. */
const REST = 200;
/** Milliseconds for which a message that was asked for is pointed out. */
const MARK = 2500;

/** Rows beyond the edges: in the first frame what is in sight comes first. */
const OVERSCAN = { first: 2, later: 6 };

const knownHeights = new RowHeights();

/** Size of the timeline that was shown last: the next one will most likely have the same. */
let lastRect = { width: 800, height: 600 };

/** Pixels below the newest message. */
const PADDING_END = 8;

/** What a timeline can be asked to do. */
export interface TimelineControl {
  readonly toEnd: () => void;
  /** Tells `onPosition` now. */
  readonly note: () => void;
}

/**
 * The messages of one stretch: virtualised, held where the reader is, unmoved while older ones come
 * in above. One tab stop; see `useTimelineKeys`.
 */
export function TimelineList({
  handle,
  summary,
  snapshot,
  rows,
  place,
  onTarget,
  onAtEnd,
  onPosition,
  control,
}: {
  handle: RoomHandle;
  summary: RoomSummary;
  snapshot: TimelineSnapshot;
  rows: readonly Row[];
  /** Where to begin; another object goes there again. */
  place: Place;
  onTarget: (target: ComposerTarget) => void;
  onAtEnd: (atEnd: boolean) => void;
  onPosition: (position: SavedPosition) => void;
  control: Ref<TimelineControl>;
}): ReactNode {
  const { t } = useI18n();
  const scroller = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLSpanElement>(null);
  const after = useRef<HTMLSpanElement>(null);
  const { active, setActive, focused, hovered, handlers } = useActiveMessage(scroller);
  const [marked, setMarked] = useState<string>();
  const live = !snapshot.canLoadNewer;
  const heldAt = (): Held => heldOf(place, rows, scroller.current?.clientHeight ?? lastRect.height);
  const [heights] = useState(() => knownHeights.of(handle.id, lastRect.width));
  const sizeOf = (row: Row | undefined): number =>
    (row === undefined ? undefined : heights.get(row.key)) ?? estimate(row);
  const painted = usePainted();
  const activeIndex = active === undefined ? -1 : rows.findIndex((row) => row.key === active);

  // oxlint-disable-next-line react/incompatible-library -- its functions change with every render, and nothing here is memoised by them
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => sizeOf(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: painted ? OVERSCAN.later : OVERSCAN.first,
    initialRect: lastRect,
    initialOffset: () => offsetOf(heldAt(), rows, sizeOf),
    anchorTo: "end",
    followOnAppend: live,
    scrollEndThreshold: END,
    paddingEnd: PADDING_END,
    // The message that has the focus stays, or the focus would be lost by scrolling.
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      if (!focused || activeIndex < 0 || indexes.includes(activeIndex)) return indexes;
      return [...indexes, activeIndex].toSorted((a, b) => a - b);
    },
  });
  const total = virtualizer.getTotalSize();

  useLayoutEffect(
    () => () => {
      lastRect = virtualizer.scrollRect ?? lastRect;
      knownHeights.note(handle.id, lastRect.width, virtualizer.takeSnapshot());
    },
    [virtualizer, handle],
  );
  const current = useRef({ rows, virtualizer });
  useLayoutEffect(() => {
    current.current = { rows, virtualizer };
  });
  const startOf = useCallback((key: string) => {
    const index = current.current.rows.findIndex((row) => row.key === key);
    return current.current.virtualizer.measurementsCache[index]?.start;
  }, []);
  const {
    hold,
    release,
    onScroll: holdOnScroll,
  } = useHold(scroller, startOf, total, rows.at(-1)?.key, live, heldAt());
  const [day, setDay] = useState<number>();
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(rest.current), []);

  const focusMessage = useCallback(
    (key: string | undefined) => {
      if (key === undefined) return;
      const index = current.current.rows.findIndex((row) => row.key === key);
      if (index < 0) return;
      setActive(key);
      release();
      current.current.virtualizer.scrollToIndex(index, { align: "auto" });
      // At once where it can be: the next key may already be meant for that message.
      focusWhenThere(scroller.current, key);
    },
    [setActive, release],
  );

  const [shown, setShown] = useState<Place>();
  useLayoutEffect(() => {
    if (shown === place) return;
    setShown(place);
    const held = heldAt();
    hold(held);
    if (place.kind !== "event" || !place.marked || held.kind !== "row") return;
    setMarked(held.key);
    setActive(held.key);
    requestAnimationFrame(() => {
      hold(held);
      focusWhenThere(scroller.current, held.key);
    });
    // The place alone decides; rows that come later are held by `useHold`.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [place]);
  useEffect(() => {
    if (marked === undefined) return undefined;
    const timer = setTimeout(() => setMarked(undefined), MARK);
    return () => clearTimeout(timer);
  }, [marked]);

  // Whoever has just written something wants to see it.
  const last = rows.at(-1);
  const written =
    last?.kind === "message" && last.item.own && last.item.send.kind === "sending"
      ? last.key
      : undefined;
  useLayoutEffect(() => {
    if (written !== undefined) hold({ kind: "end" });
  }, [written, hold]);

  const { canLoadOlder, loadingOlder, canLoadNewer, loadingNewer } = snapshot;
  const fetchMore = (element: HTMLElement, ahead: number): void => {
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (element.scrollTop < ahead && canLoadOlder && !loadingOlder) {
      handle.loadOlder().catch(() => undefined);
    }
    if (below < ahead && canLoadNewer && !loadingNewer) {
      handle.loadNewer().catch(() => undefined);
    }
  };
  const notePosition = (): void => {
    const element = scroller.current;
    if (!element) return;
    const seen = virtualizer.getVirtualItems().find((item) => item.end > element.scrollTop);
    setDay(dayAt(rows, seen?.index ?? -1));
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    onPosition(
      live && distance < END ? { offset: 0 } : uppermost(current.current, element.scrollTop),
    );
  };
  useImperativeHandle(control, () => ({
    toEnd: () => hold({ kind: "end" }),
    note() {
      clearTimeout(rest.current);
      notePosition();
    },
  }));
  const onScroll = (): void => {
    const element = scroller.current;
    if (!element) return;
    const { atEnd, byReader } = holdOnScroll(element);
    onAtEnd(atEnd && live);
    fetchMore(element, byReader ? FETCH_FAR_AHEAD : FETCH_AHEAD);
    clearTimeout(rest.current);
    rest.current = setTimeout(notePosition, REST);
  };
  // A room that fits into the view never scrolls: whether its end is in sight has to be said here,
  // but not by guessed sizes, or what is unread would count as read before it is drawn.
  useEffect(() => {
    const timer = setTimeout(() => {
      const element = scroller.current;
      if (element && total > 0) onAtEnd(holdOnScroll(element).atEnd && live);
    }, REST);
    return () => clearTimeout(timer);
  }, [total, live, place, holdOnScroll, onAtEnd]);
  // A short first window leaves room above and below: fetch until the viewport is full.
  useEffect(() => {
    if (scroller.current) fetchMore(scroller.current, FETCH_AHEAD);
    // oxlint-disable-next-line react/exhaustive-deps -- only when there may be room again
  }, [total, canLoadOlder, loadingOlder, canLoadNewer, loadingNewer]);

  // A message that had the focus and is let go of, far from the reader, leaves it to the list.
  const letGo = focused && active !== undefined && activeIndex < 0;
  useLayoutEffect(() => {
    if (letGo && document.activeElement === document.body) {
      scroller.current?.focus({ preventScroll: true });
    }
  }, [letGo]);

  const keys = useMemo(() => stopsOf(rows), [rows]);
  const tabStop = activeIndex >= 0 ? active : lastMessage(rows);
  const passing = useRef(false);
  const onKeyDown = useTimelineKeys({
    scroller,
    keys,
    page: () => Math.max(1, virtualizer.getVirtualItems().length - 14),
    focusMessage,
    // The browser goes on from there by itself.
    leave(backwards) {
      passing.current = true;
      (backwards ? before : after).current?.focus({ preventScroll: true });
    },
  });
  const enter = (): void => {
    if (!passing.current) focusMessage(tabStop);
    passing.current = false;
  };

  return (
    <>
      {day === undefined ? null : (
        <DayButton timestamp={day} handle={handle} className="pl-timeline__day" reachable />
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the one tab stop of the timeline, which passes the focus on to a message */}
      <span ref={before} tabIndex={keys.length > 0 ? 0 : -1} onFocus={enter} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys, focus and scrolling of the list as a whole */}
      <div
        ref={scroller}
        className="pl-timeline__scroller"
        role="log"
        aria-live="off"
        aria-label={t("timeline.label", { room: summary.name })}
        aria-busy={loadingOlder || loadingNewer}
        tabIndex={-1}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        {...handlers}
      >
        <div className="pl-timeline__rows" style={{ height: total }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            const eventId = row.kind === "message" ? row.item.eventId : undefined;
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
                  room={row.kind === "beginning" ? summary : undefined}
                  readers={eventId === undefined ? undefined : snapshot.readers.get(eventId)}
                  tabStop={row.key === tabStop}
                  tools={row.key === hovered || (focused && row.key === active)}
                  marked={row.key === marked}
                  onTarget={onTarget}
                />
              </div>
            );
          })}
        </div>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above, for the way back */}
      <span ref={after} tabIndex={keys.length > 0 ? 0 : -1} onFocus={enter} />
    </>
  );
}

/** Frames for which a message is waited for that comes into sight. */
const FRAMES = 30;

/** Focuses a message as soon as it is rendered. */
function focusWhenThere(scroller: HTMLElement | null, key: string, frames = FRAMES): void {
  if (scroller?.isConnected !== true) return;
  const message = stopOf(scroller, key);
  if (message) message.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusWhenThere(scroller, key, frames - 1));
}

/** What a place means for these rows; the end where its row is not among them. */
function heldOf(place: Place, rows: readonly Row[], height: number): Held {
  if (place.kind === "unread") {
    const row = rows.find((entry) => entry.kind === "unread");
    if (row) return { kind: "row", key: row.key, offset: CONTEXT_ABOVE };
  }
  if (place.kind === "event") {
    const row = rows.find(
      (entry) => entry.kind === "message" && entry.item.eventId === place.eventId,
    );
    if (row) return { kind: "row", key: row.key, offset: place.offset ?? Math.round(height / 3) };
  }
  return { kind: "end" };
}

/** How far down a timeline has to be scrolled, as far as sizes can be guessed; pixels. */
function offsetOf(held: Held, rows: readonly Row[], sizeOf: (row: Row) => number): number {
  const index = held.kind === "end" ? rows.length : rows.findIndex(({ key }) => key === held.key);
  const above = rows.slice(0, Math.max(0, index)).reduce((sum, row) => sum + sizeOf(row), 0);
  const offset = held.kind === "end" ? above + PADDING_END - lastRect.height : above - held.offset;
  return Math.max(0, offset);
}

/** The day that a row belongs to, where its line is out of sight. */
function dayAt(rows: readonly Row[], index: number): number | undefined {
  if (rows[index]?.kind === "day") return undefined;
  const line = rows.slice(0, index + 1).findLast((row) => row.kind === "day");
  return line?.kind === "day" ? line.timestamp : undefined;
}

/** The first message whose beginning is in sight, to come back to. */
function uppermost(
  {
    rows,
    virtualizer,
  }: {
    rows: readonly Row[];
    virtualizer: {
      getVirtualItems: () => readonly { index: number; start: number; end: number }[];
    };
  },
  top: number,
): SavedPosition {
  for (const item of virtualizer.getVirtualItems()) {
    const row = rows[item.index];
    if (item.end <= top || row?.kind !== "message" || row.item.eventId === undefined) continue;
    return { eventId: row.item.eventId, offset: Math.round(item.start - top) };
  }
  return { offset: 0 };
}

/** Pixels, before a row has been measured. */
function estimate(row: Row | undefined): number {
  if (!row || row.kind === "changes") return 32;
  if (row.kind === "beginning") return 140;
  if (row.kind === "day" || row.kind === "unread") return 40;
  const { body } = row.item;
  if (body.kind === "file" && body.media === "image") return 280;
  return row.head ? 58 : 27;
}
