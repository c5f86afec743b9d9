import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";

/** Something that a control of the call opens beside itself. */
export interface Foldout {
  readonly open: boolean;
  /** Goes to the element around both. */
  readonly place: RefObject<HTMLDivElement | null>;
  readonly toggle: () => void;
  /** Escape closes from anywhere inside, and leads back to the control. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * Opens and closes what folds out of a control; a press elsewhere closes it too.
 * @param action the control's `data-call-action`
 * @param first selector of what takes the focus when it opens
 */
export function useFoldout(action: string, first: string): Foldout {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    place.current?.querySelector<HTMLElement>(first)?.focus();
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open, first]);
  return {
    open,
    place,
    toggle: () => setOpen((before) => !before),
    onKeyDown(event) {
      if (event.key !== "Escape" || !open) return;
      event.stopPropagation();
      setOpen(false);
      place.current?.querySelector<HTMLElement>(`[data-call-action=${action}]`)?.focus();
    },
  };
}
