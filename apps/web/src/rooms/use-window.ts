import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import { flushSync } from "react-dom";

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

/** Where a part of a list stands, as it was measured last; in pixels. */
interface Measured {
  readonly top: number;
  readonly rowHeight: number;
  readonly viewHeight: number;
}

const NOTHING: Measured = { top: 0, rowHeight: 0, viewHeight: 0 };

/**
 * The rows of a part of a scrolled list that are in sight, with some to spare. The part has to be
 * as high as all of its rows together. Looks at the page only when something may have moved: asking
 * it while other parts of the page change makes the browser lay out everything at once.
 * @param scroller the element that scrolls
 * @param part the element around the rows
 * @param arrangement another text where the parts of the list have other sizes than before
 */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  part: RefObject<HTMLElement | null>,
  count: number,
  arrangement: string,
): Range {
  const [measured, setMeasured] = useState(NOTHING);
  const known = useRef({ count, arrangement, written: "" });
  const moved = useCallback((): Measured | undefined => {
    const outer = scroller.current;
    const inner = part.current;
    if (outer === null || inner === null) return undefined;
    const box = inner.getBoundingClientRect();
    const view = outer.getBoundingClientRect();
    const rows = known.current.count;
    const rowHeight = rows === 0 ? 0 : box.height / rows;
    const next = { top: box.top - view.top, rowHeight, viewHeight: view.height };
    const written = write(rangeOf(next.top, rowHeight, rows, next.viewHeight));
    if (written === known.current.written) return undefined;
    known.current.written = written;
    return next;
  }, [scroller, part]);

  useLayoutEffect(() => {
    known.current = { count, arrangement, written: "" };
    const next = moved();
    // Where the parts stand is known only when they are laid out.
    // oxlint-disable-next-line react/set-state-in-effect
    if (next !== undefined) setMeasured(next);
  }, [count, arrangement, moved]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const next = moved();
      // In the same frame: a quick hand shall not scroll into emptiness.
      if (next !== undefined) flushSync(() => setMeasured(next));
    };
    element.addEventListener("scroll", measure, { passive: true });
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    // Its height changes with whatever stands above the part.
    if (element.firstElementChild !== null) sizes.observe(element.firstElementChild);
    return () => {
      element.removeEventListener("scroll", measure);
      sizes.disconnect();
    };
  }, [scroller, moved]);
  return rangeOf(measured.top, measured.rowHeight, count, measured.viewHeight);
}

function write(range: Range): string {
  return `${range.start} ${range.end}`;
}
