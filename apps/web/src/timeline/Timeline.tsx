import type { RoomHandle, RoomSummary } from "@plenum/matrix";
import { Button, Skeleton, VisuallyHidden } from "@plenum/ui";
import { ArrowDown } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import type { ComposerTarget } from "../composer/target.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useDates } from "../i18n/dates.ts";
import { useRoomNavigation } from "../rooms/RoomNavigation.tsx";
import { rowsOf, sharingRows, type Row } from "./rows.ts";
import { entryWith, writePosition, type SavedPosition } from "./saved-position.ts";
import { TimelineList, type TimelineControl } from "./TimelineList.tsx";
import { TypingLine } from "./TypingLine.tsx";
import { useAnnouncement } from "./use-announcement.ts";
import { usePlace } from "./use-place.ts";
import { useReadPosition } from "./use-read-position.ts";
import "./timeline.css";

const BEGINNING: Row = { kind: "beginning", key: "beginning" };

/** The messages of a room, wherever in its history the reader is, and the way back to the newest. */
export function Timeline({
  handle,
  summary,
  eventId,
  request = 0,
  onTarget,
  onLatest,
}: {
  handle: RoomHandle;
  summary: RoomSummary;
  /** Message that shall be in sight; undefined for where the room was left. */
  eventId: string | undefined;
  /** Another number asks for the same message once more. */
  request?: number;
  onTarget: (target: ComposerTarget) => void;
  /** The reader went to the newest messages. */
  onLatest?: () => void;
}): ReactNode {
  const { t } = useI18n();
  const snapshot = useObservable(handle.timeline);
  const unreadAtOpening = useUnreadAtOpening(summary);
  const [atEnd, setAtEnd] = useState(false);
  const { place, toLatest } = usePlace(handle, snapshot, unreadAtOpening, eventId, request);
  const rows = useRows(handle, unreadAtOpening, atEnd);
  const announcement = useAnnouncement(snapshot);
  const control = useRef<TimelineControl>(null);
  const onPosition = useCallback(
    (position: SavedPosition) => {
      const here = { ...position, address: eventId };
      writePosition(sessionStorage, handle.id, here);
      history.replaceState(entryWith(history.state, handle.id, here), "");
    },
    [handle, eventId],
  );
  useEffect(() => handle.setFollowing(atEnd), [handle, atEnd]);
  const { beforeJump } = useRoomNavigation();
  useEffect(() => beforeJump(() => control.current?.note()), [beforeJump]);
  const latest = (): void => {
    toLatest();
    control.current?.toEnd();
    if (!snapshot.canLoadNewer) setAtEnd(true);
    onLatest?.();
  };
  const missed = unreadHere(summary);

  return (
    <div className="pl-timeline">
      {place === undefined || rows.length === 0 ? (
        <TimelineSkeleton />
      ) : (
        <TimelineList
          key={snapshot.stretch}
          handle={handle}
          summary={summary}
          snapshot={snapshot}
          rows={rows}
          place={place}
          onTarget={onTarget}
          onAtEnd={setAtEnd}
          onPosition={onPosition}
          control={control}
        />
      )}
      {atEnd || place === undefined || rows.length === 0 ? null : (
        <Button
          size="small"
          className="pl-timeline__latest"
          icon={<ArrowDown aria-hidden="true" />}
          onClick={latest}
        >
          {missed > 0 ? t("timeline.toLatestNew", { count: missed }) : t("timeline.toLatest")}
        </Button>
      )}
      <TypingLine people={snapshot.typing} />
      <div aria-live="polite">
        <VisuallyHidden>{announcement}</VisuallyHidden>
      </div>
    </div>
  );
}

/** The rows of what is shown; those that have not changed stay the same objects. */
function useRows(handle: RoomHandle, unread: number, atEnd: boolean): readonly Row[] {
  const dates = useDates();
  const snapshot = useObservable(handle.timeline);
  const upTo = useReadPosition(handle, snapshot, atEnd);
  const [shared] = useState(() => sharingRows());
  const { items, canLoadOlder, canLoadNewer } = snapshot;
  return useMemo(() => {
    const rows = [
      ...(canLoadOlder || items.length === 0 ? [] : [BEGINNING]),
      // Counted from the newest message on: it says nothing about a stretch of the past.
      ...rowsOf(items, { upTo, unread: canLoadNewer ? 0 : unread }, dates.dayKey),
    ];
    return shared(rows);
  }, [items, canLoadOlder, canLoadNewer, upTo, unread, dates, shared]);
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

/**
 * How much was unread when the room was opened. As long as it cannot be certain, because only the
 * newest message has come yet, it may still become more.
 */
function useUnreadAtOpening(summary: RoomSummary): number {
  const now = unreadHere(summary);
  const [opened, setOpened] = useState({ count: now, exact: summary.countsExact });
  if (!opened.exact && (now > opened.count || summary.countsExact)) {
    setOpened({ count: Math.max(now, opened.count), exact: summary.countsExact });
  }
  return opened.count;
}

/** What is unread in the timeline itself: threads have a count of their own. */
function unreadHere({ conversations }: RoomSummary): number {
  return conversations.find(({ threadId }) => threadId === undefined)?.unread ?? 0;
}
