import { lazy, Suspense, useRef, useState } from "react";
import type { ReactNode } from "react";
import { IconButton } from "../button/IconButton.tsx";
import type { TooltipSide } from "../tooltip/Tooltip.tsx";

// As with the menu: positioning and keyboard handling are loaded on first use.
const PopoverPanel = lazy(() => import("./PopoverPanel.tsx"));

/** A button with an icon that opens a small panel over the page. Escape and a click outside close it. */
export function PopoverButton({
  label,
  title = label,
  icon,
  size = "medium",
  side = "bottom",
  className,
  onOpenChange,
  children,
}: {
  /** Accessible name and tooltip of the button. */
  label: string;
  /** Accessible name of the panel, if it is another. */
  title?: string;
  icon: ReactNode;
  size?: "medium" | "small";
  side?: TooltipSide;
  className?: string;
  onOpenChange?: (open: boolean) => void;
  /** What is in the panel; called while it is open. */
  children: (close: () => void) => ReactNode;
}): ReactNode {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const change = (next: boolean): void => {
    setOpen(next);
    onOpenChange?.(next);
  };
  return (
    <>
      <IconButton
        ref={button}
        label={label}
        icon={icon}
        size={size}
        side={side}
        className={className}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => change(!open)}
      />
      {open ? (
        <Suspense>
          <PopoverPanel label={title} triggerRef={button} onClose={() => change(false)}>
            {children(() => change(false))}
          </PopoverPanel>
        </Suspense>
      ) : null}
    </>
  );
}
