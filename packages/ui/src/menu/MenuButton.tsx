import { lazy, Suspense, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Button, type ButtonProps } from "../button/Button.tsx";
import { IconButton } from "../button/IconButton.tsx";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

// The menu's positioning and keyboard handling come from React Aria and are loaded on first use,
// so that a page that only shows the button does not pay for them.
const MenuPopover = lazy(() => import("./MenuPopover.tsx"));

/** A button that opens a menu: with words (`children`), or with an icon and its label. */
export function MenuButton({
  label,
  icon,
  items,
  size = "medium",
  variant = "secondary",
  className,
  reachable = true,
  children,
}: {
  /** Name of the menu. It names the button as well, unless that shows words that are not part of it. */
  label: string;
  icon?: ReactNode;
  items: readonly MenuItem[];
  size?: "medium" | "small";
  variant?: NonNullable<ButtonProps["variant"]>;
  className?: string;
  /** Whether Tab stops here: in a list with one tab stop only at the active entry. */
  reachable?: boolean;
  children?: string | undefined;
}): ReactNode {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const trigger = {
    ref: button,
    size,
    className,
    tabIndex: reachable ? 0 : -1,
    "aria-haspopup": "menu" as const,
    "aria-expanded": open,
    onClick: () => setOpen((before) => !before),
  };
  return (
    <>
      {children === undefined ? (
        <IconButton {...trigger} label={label} icon={icon} />
      ) : (
        <Button
          {...trigger}
          // Whoever speaks to the computer says the words that are seen.
          aria-label={label.includes(children) ? label : undefined}
          icon={icon}
          variant={variant}
        >
          {children}
        </Button>
      )}
      {open ? (
        <Suspense>
          <MenuPopover
            label={label}
            items={items}
            triggerRef={button}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  );
}
