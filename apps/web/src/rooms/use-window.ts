import { useCallback, useSyncExternalStore } from "react";
import type { RefObject } from "react";

export interface Range {
  readonly start: number;
  /** The first that is not shown any more. */
  readonly end: number;
}

/** Rows kept ready above and below what is seen. */
const SPARE = 8;
/** Rows by which the range moves: scrolling a little renders nothing. */
const STEP = 8;

/**
 * Which rows of a part of a list are worth rendering.
 * @param top of the part, in pixels below the top of what is seen; negative once scrolled past
 * @param rowHeight in pixels; 0 while nothing is laid out yet
 * @param viewHeight of what is seen, in pixels
 */
export function rangeOf(top: number, rowHeight: number, count: number, viewHeight: number): Range {
  if (rowHeight <= 0) return { start: 0, end: Math.min(count, SPARE * 4) };
  const first = Math.floor(-top / rowHeight) - SPARE;
  const last = Math.ceil((viewHeight - top) / rowHeight) + SPARE;
  const start = Math.floor(first / STEP) * STEP;
  const end = Math.ceil(last / STEP) * STEP;
  const clamp = (value: number): number => Math.max(0, Math.min(count, value));
  return { start: clamp(start), end: clamp(end) };
}

/**
 * The rows of a part of a scrolled list that are in sight, with some to spare. The part has to be
 * as high as all of its rows together.
 * @param scroller the element that scrolls
 * @param part the element around the rows
 */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  part: RefObject<HTMLElement | null>,
  count: number,
): Range {
  const subscribe = useCallback(
    (changed: () => void) => {
      const element = scroller.current;
      if (element === null) return () => undefined;
      element.addEventListener("scroll", changed, { passive: true });
      const sizes = new ResizeObserver(changed);
      sizes.observe(element);
      // Its height changes with whatever stands above the part.
      if (element.firstElementChild !== null) sizes.observe(element.firstElementChild);
      return () => {
        element.removeEventListener("scroll", changed);
        sizes.disconnect();
      };
    },
    [scroller],
  );
  // A text, since a snapshot is compared by identity.
  const written = useSyncExternalStore(subscribe, () => {
    const outer = scroller.current;
    const inner = part.current;
    if (outer === null || inner === null) return write(rangeOf(0, 0, count, 0));
    const box = inner.getBoundingClientRect();
    const view = outer.getBoundingClientRect();
    const height = count === 0 ? 0 : box.height / count;
    return write(rangeOf(box.top - view.top, height, count, view.height));
  });
  const [start = 0, end = 0] = written.split(" ").map(Number);
  return { start: Math.min(start, count), end: Math.min(end, count) };
}

function write(range: Range): string {
  return `${range.start} ${range.end}`;
}
