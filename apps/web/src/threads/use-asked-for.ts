import type { ThreadHandle, TimelineSnapshot } from "@plenum/matrix";
import { useEffect, useState } from "react";
import type { RefObject } from "react";
import { useRoomNavigation } from "../rooms/RoomNavigation.tsx";
import { stopOf } from "../timeline/use-timeline-keys.ts";

/** Milliseconds for which a message that was asked for is pointed out. */
const MARK = 2500;

/**
 * Brings the answer that the address names into sight, with the focus on it.
 * @returns id of the message that is pointed out
 */
export function useAskedFor(
  thread: ThreadHandle,
  { items }: TimelineSnapshot,
  scroller: RefObject<HTMLElement | null>,
): string | undefined {
  const { eventId } = useRoomNavigation();
  const [done, setDone] = useState<string>();
  const key = items.find((item) => item.kind === "message" && item.eventId === eventId)?.key;
  const asked = key === undefined || eventId === thread.rootId ? undefined : eventId;
  const marked = asked === done ? undefined : asked;

  useEffect(() => {
    // Only what belongs to this thread: the address may name a message of the room.
    if (eventId === undefined || thread.threadOf(eventId) !== thread.rootId) return;
    thread.showAround(eventId).catch(() => undefined);
  }, [thread, eventId]);
  useEffect(() => {
    if (marked === undefined || key === undefined) return undefined;
    const message = scroller.current ? stopOf(scroller.current, key) : null;
    message?.scrollIntoView({ block: "center" });
    message?.focus({ preventScroll: true });
    const timer = setTimeout(() => setDone(marked), MARK);
    return () => clearTimeout(timer);
  }, [marked, key, scroller]);
  return marked;
}
