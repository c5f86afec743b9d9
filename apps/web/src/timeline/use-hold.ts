import { useCallback, useEffect, useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";

/** Pixels from the end that still count as "at the end". */
export const END = 60;
/** Milliseconds within which a move follows from what the reader did; long, for dragged scrollbars. */
const AFTER_INPUT = 3_000;
const INPUTS = ["wheel", "touchmove", "pointerdown", "pointermove", "keydown"] as const;

/** What stays in its place whatever comes in or is measured anew. */
export type Held =
  | { readonly kind: "end" }
  /** A row, so many pixels below the upper edge. */
  | { readonly kind: "row"; readonly key: string; readonly offset: number };

/**
 * Holds a scroller at its end or at a row, whatever comes in or is measured anew, until the reader
 * scrolls. Growing content or a resized window is no wish of the reader.
 * @param startOf pixels from the beginning of the content to a row
 * @param height of the content, in pixels
 * @param last key of the last row
 * @param joins whether the end is the newest message: only there it is held again by scrolling to it
 */
export function useHold(
  scroller: RefObject<HTMLElement | null>,
  startOf: (key: string) => number | undefined,
  height: number,
  last: string | undefined,
  joins: boolean,
  initial: Held,
): {
  readonly hold: (held: Held) => void;
  /** The reader goes somewhere: nothing is held until they are at the end again. */
  readonly release: () => void;
  /** Takes note of a move. @returns whether the end is in sight, and whether the reader moved */
  readonly onScroll: (element: HTMLElement) => {
    readonly atEnd: boolean;
    readonly byReader: boolean;
  };
} {
  const held = useRef<Held | undefined>(initial);
  const lastTop = useRef(0);
  const atEnd = useRef(initial.kind === "end");
  const lastInput = useRef(Number.NEGATIVE_INFINITY);
  const lastRow = useRef(last);

  const apply = useCallback(
    (element: HTMLElement) => {
      const target = held.current;
      if (target === undefined) return;
      if (target.kind === "end") {
        element.scrollTo({ top: element.scrollHeight });
      } else {
        const start = startOf(target.key);
        if (start !== undefined) element.scrollTo({ top: start - target.offset });
      }
      lastTop.current = element.scrollTop;
    },
    [startOf],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || height === 0) return;
    // Held at a row that stands near the end anyway: what is new there shall be seen.
    if (last !== lastRow.current && atEnd.current && joins) held.current = { kind: "end" };
    lastRow.current = last;
    apply(element);
  }, [scroller, height, last, joins, apply]);

  // A line above, a growing field below or a keyboard on a phone take from the scroller's height.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => apply(element));
    observer.observe(element);
    const noteInput = (event: Event): void => {
      lastInput.current = event.timeStamp;
    };
    for (const name of INPUTS) element.addEventListener(name, noteInput, { passive: true });
    return () => {
      observer.disconnect();
      for (const name of INPUTS) element.removeEventListener(name, noteInput);
    };
  }, [scroller, apply]);

  const hold = useCallback(
    (next: Held) => {
      held.current = next;
      if (scroller.current) apply(scroller.current);
    },
    [scroller, apply],
  );

  const onScroll = useCallback(
    (element: HTMLElement) => {
      const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
      const byReader = performance.now() - lastInput.current < AFTER_INPUT;
      const moved = Math.abs(element.scrollTop - lastTop.current) > 1;
      const up = element.scrollTop < lastTop.current;
      if (held.current?.kind === "row") {
        if (byReader && moved) held.current = undefined;
      } else if (held.current?.kind === "end" && byReader && up && distance >= END) {
        held.current = undefined;
      }
      if (held.current === undefined && joins && distance < END) held.current = { kind: "end" };
      lastTop.current = element.scrollTop;
      atEnd.current = distance < END;
      return { atEnd: atEnd.current, byReader };
    },
    [joins],
  );

  const release = useCallback(() => {
    held.current = undefined;
  }, []);
  return { hold, release, onScroll };
}
