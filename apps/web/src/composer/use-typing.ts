import type { RoomHandle } from "@plenum/matrix";
import { useCallback, useEffect, useRef } from "react";

/** Milliseconds between two notices that somebody still types. */
const REPEAT = 4_000;

/** Tells the others that one writes, and that one stopped. */
export function useTyping(handle: RoomHandle): (typing: boolean) => void {
  const told = useRef(0);
  const set = useCallback(
    (typing: boolean) => {
      const now = Date.now();
      if (typing && now - told.current > REPEAT) {
        told.current = now;
        handle.setTyping(true);
      } else if (!typing && told.current !== 0) {
        told.current = 0;
        handle.setTyping(false);
      }
    },
    [handle],
  );
  useEffect(() => () => set(false), [set]);
  return set;
}
