import type { RoomHandle, TimelineSnapshot } from "@plenum/matrix";
import { useEffect, useState, useSyncExternalStore } from "react";

/**
 * Marks the room read while somebody sees its end, and keeps the unread line where it was when
 * the room was opened: it must not vanish under the eyes of the reader.
 * @returns the event after which the unread line stands
 */
export function useReadPosition(
  handle: RoomHandle,
  snapshot: TimelineSnapshot,
  atEnd: boolean,
): string | undefined {
  const looking = useLooking();
  const [opened, setOpened] = useState(snapshot.readUpTo);
  const [away, setAway] = useState(!looking);
  // The position may come late; one at the very end is what this view itself has just set.
  const lastItem = snapshot.items.at(-1);
  const lastId = lastItem?.kind === "message" ? lastItem.eventId : undefined;
  const { readUpTo } = snapshot;
  if (opened === undefined && readUpTo !== undefined && readUpTo !== lastId) setOpened(readUpTo);
  // Whoever comes back to the window finds the line before what came meanwhile.
  if (!looking !== away) {
    setAway(!looking);
    if (!looking) setOpened(snapshot.readUpTo);
  }

  const last = snapshot.items.at(-1)?.key;
  useEffect(() => {
    if (looking && atEnd && last !== undefined) handle.markRead();
  }, [looking, atEnd, last, handle]);
  return opened;
}

function useLooking(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener("focus", listener);
      window.addEventListener("blur", listener);
      document.addEventListener("visibilitychange", listener);
      return () => {
        window.removeEventListener("focus", listener);
        window.removeEventListener("blur", listener);
        document.removeEventListener("visibilitychange", listener);
      };
    },
    () => document.visibilityState === "visible" && document.hasFocus(),
  );
}
