import { useCallback, useEffect, useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";

/** Pixels from the end that still count as "at the end". */
export const END = 60;
/** Milliseconds within which a move follows from what the reader did; long, for dragged scrollbars. */
const AFTER_INPUT = 3_000;
const INPUTS = ["wheel", "touchmove", "pointerdown", "pointermove", "keydown"] as const;

/**
 * Holds a scroller at its end from the beginning, whatever comes in or is measured anew, until the
 * reader scrolls up. Growing content or a resized window is no wish of the reader.
 * @param height of the content, in pixels
 */
export function useFollowEnd(
  scroller: RefObject<HTMLElement | null>,
  height: number,
): {
  /** Back to the end, and held there. */
  readonly follow: () => void;
  /** Takes note of a move. @returns whether the end is in sight */
  readonly onScroll: (element: HTMLElement) => boolean;
} {
  const following = useRef(true);
  const lastTop = useRef(0);
  const lastInput = useRef(Number.NEGATIVE_INFINITY);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !following.current || height === 0) return;
    element.scrollTo({ top: element.scrollHeight });
    lastTop.current = element.scrollTop;
  }, [scroller, height]);

  // A line above, a growing field below or a keyboard on a phone take from the scroller's height.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      if (following.current) element.scrollTo({ top: element.scrollHeight });
    });
    observer.observe(element);
    const noteInput = (event: Event): void => {
      lastInput.current = event.timeStamp;
    };
    for (const name of INPUTS) element.addEventListener(name, noteInput, { passive: true });
    return () => {
      observer.disconnect();
      for (const name of INPUTS) element.removeEventListener(name, noteInput);
    };
  }, [scroller]);

  const follow = useCallback(() => {
    following.current = true;
    const element = scroller.current;
    if (element) element.scrollTo({ top: element.scrollHeight });
  }, [scroller]);

  const onScroll = useCallback((element: HTMLElement) => {
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    const byReader = performance.now() - lastInput.current < AFTER_INPUT;
    if (distance < END) following.current = true;
    else if (byReader && element.scrollTop < lastTop.current) following.current = false;
    lastTop.current = element.scrollTop;
    return distance < END;
  }, []);

  return { follow, onScroll };
}
