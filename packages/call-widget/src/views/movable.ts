import { useEffect, useRef } from "react";
import type { KeyboardEvent, PointerEvent, RefObject } from "react";

const STEP = 24;
const EDGE = 8;

function clamp(value: number, size: number, room: number): number {
  return Math.min(Math.max(EDGE, value), Math.max(EDGE, room - size - EDGE));
}

interface Movable {
  readonly ref: RefObject<HTMLElement | null>;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Lets the small picture be moved with pointer and arrow keys, never out of the window. */
export function useMovable(): Movable {
  const ref = useRef<HTMLElement>(null);
  const stop = useRef<(() => void) | undefined>(undefined);
  useEffect(() => () => stop.current?.(), []);

  const moveBy = (x: number, y: number): void => {
    const element = ref.current;
    if (!element) return;
    const box = element.getBoundingClientRect();
    const left = clamp(box.left + x, box.width, innerWidth);
    const top = clamp(box.top + y, box.height, innerHeight);
    element.style.setProperty("inset", `${top}px auto auto ${left}px`);
  };

  return {
    ref,
    onPointerDown: (event) => {
      if (event.target instanceof Element && event.target.closest("button, select")) return;
      let { clientX: x, clientY: y } = event;
      const move = (moved: globalThis.PointerEvent): void => {
        moveBy(moved.clientX - x, moved.clientY - y);
        ({ clientX: x, clientY: y } = moved);
      };
      const end = (): void => {
        removeEventListener("pointermove", move);
        removeEventListener("pointerup", end);
        removeEventListener("pointercancel", end);
        stop.current = undefined;
      };
      stop.current?.();
      stop.current = end;
      addEventListener("pointermove", move);
      addEventListener("pointerup", end);
      addEventListener("pointercancel", end);
    },
    onKeyDown: (event) => {
      const steps: Record<string, readonly [number, number]> = {
        ArrowLeft: [-STEP, 0],
        ArrowRight: [STEP, 0],
        ArrowUp: [0, -STEP],
        ArrowDown: [0, STEP],
      };
      const by = steps[event.key];
      if (!by) return;
      event.preventDefault();
      moveBy(...by);
    },
  };
}
