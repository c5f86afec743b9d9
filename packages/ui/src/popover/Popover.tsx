import { lazy, Suspense } from "react";
import type { ReactNode, RefObject } from "react";

// As with `PopoverButton`: positioning and keyboard handling are loaded on first use.
const PopoverPanel = lazy(() => import("./PopoverPanel.tsx"));

/**
 * A panel beside an element that is there already, such as a name in a text. Escape and a click
 * outside close it; it is open while it is rendered, and the focus returns to the element.
 */
export function Popover({
  label,
  triggerRef,
  onClose,
  children,
}: {
  /** Accessible name. */
  label: string;
  triggerRef: RefObject<HTMLElement | null>;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  return (
    <Suspense>
      <PopoverPanel
        label={label}
        triggerRef={triggerRef}
        placement="bottom start"
        onClose={onClose}
      >
        {children}
      </PopoverPanel>
    </Suspense>
  );
}
