import { lazy, Suspense, useEffect, useMemo, useRef } from "react";
import type { ReactNode } from "react";
import type { MenuItem } from "./MenuButton.tsx";

// As with `MenuButton`: positioning and keyboard handling are loaded on first use.
const MenuPopover = lazy(() => import("./MenuPopover.tsx"));

/**
 * A menu at a button that is drawn elsewhere, open as long as it is rendered. It stays open and keeps
 * the focus when the button goes and another one comes in its stead, and moves to that one.
 */
export function OpenMenu({
  label,
  items,
  trigger,
  onClose,
}: {
  /** Accessible name. */
  label: string;
  items: readonly MenuItem[];
  /** The button; the one that was there last while there is none. */
  trigger: HTMLButtonElement;
  onClose: () => void;
}): ReactNode {
  const triggerRef = useMemo(() => ({ current: trigger }), [trigger]);
  const latest = useRef(trigger);
  useEffect(() => {
    latest.current = trigger;
  }, [trigger]);
  useEffect(
    () => () => {
      // The focus goes back to the button that opened the menu, which may not be there any more.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) latest.current.focus();
      });
    },
    [],
  );
  return (
    <Suspense>
      <MenuPopover label={label} items={items} triggerRef={triggerRef} onClose={onClose} />
    </Suspense>
  );
}
