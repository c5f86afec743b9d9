import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { FocusEvent, PointerEvent, RefObject } from "react";
import { stopAt } from "./use-timeline-keys.ts";

interface Handlers {
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: () => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerLeave: () => void;
}

function messageAt(target: EventTarget): string | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest<HTMLElement>("[data-message]")?.dataset["message"];
}

/**
 * Which message the reader is at, by focus and by pointer: one set of listeners for the whole
 * timeline, so that a row costs nothing. Rows that pass under a resting pointer do not count.
 */
export function useActiveMessage(scroller: RefObject<HTMLElement | null>): {
  /** The message that has or had the focus. */
  readonly active: string | undefined;
  readonly setActive: (key: string | undefined) => void;
  /** The focus is in the timeline, or in a menu that was opened from it. */
  readonly focused: boolean;
  readonly hovered: string | undefined;
  readonly handlers: Handlers;
} {
  const [active, setActive] = useState<string>();
  const [focused, setFocused] = useState(false);
  const [hovered, setHovered] = useState<string>();
  const pointer = useRef({ x: -1, y: -1 });
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(leaving.current), []);

  const isInside = useCallback(
    (target: EventTarget) => target instanceof Node && scroller.current?.contains(target) === true,
    [scroller],
  );
  const handlers = useMemo<Handlers>(
    () => ({
      onFocus(event) {
        clearTimeout(leaving.current);
        setFocused(true);
        const key = stopAt(event.target);
        if (key !== undefined && isInside(event.target)) setActive(key);
      },
      onBlur() {
        // A menu takes the focus in the next moment: its tools have to stay.
        clearTimeout(leaving.current);
        leaving.current = setTimeout(() => setFocused(false), 0);
      },
      onPointerMove(event) {
        if (event.pointerType === "touch" || !isInside(event.target)) return;
        // After scrolling the browser reports a pointer that has not moved.
        const { x, y } = pointer.current;
        if (event.clientX === x && event.clientY === y) return;
        pointer.current = { x: event.clientX, y: event.clientY };
        setHovered(messageAt(event.target));
      },
      onPointerLeave() {
        setHovered(undefined);
      },
    }),
    [isInside],
  );
  return { active, setActive, focused, hovered, handlers };
}
