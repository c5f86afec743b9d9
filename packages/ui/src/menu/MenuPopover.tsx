import { useLayoutEffect, useRef, useState } from "react";
import type { ReactNode, RefObject } from "react";
import { Menu, MenuItem as AriaMenuItem, Popover } from "react-aria-components";
import { classes } from "../classes.ts";
import type { MenuItem } from "./MenuButton.tsx";

/** In CSS pixels; nobody sees it. */
const NUDGE = 0.01;

/** The open menu of a `MenuButton`; a chunk of its own. */
export default function MenuPopover({
  label,
  items,
  triggerRef,
  onClose,
}: {
  label: string;
  items: readonly MenuItem[];
  triggerRef: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}): ReactNode {
  const nudge = useNudge(triggerRef);
  return (
    <Popover
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      triggerRef={triggerRef}
      placement="bottom end"
      crossOffset={nudge}
      className="ui-menu"
    >
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- an opened menu takes the focus, as the ARIA pattern asks */}
      <Menu aria-label={label} autoFocus="first" className="ui-menu__items" onClose={onClose}>
        {items.map((item) => (
          <AriaMenuItem
            key={item.id}
            id={item.id}
            textValue={item.label}
            isDisabled={item.disabled ?? false}
            className={classes("ui-menu__item", item.danger === true && "ui-menu__item--danger")}
            onAction={item.onSelect}
          >
            {item.icon}
            {item.label}
          </AriaMenuItem>
        ))}
      </Menu>
    </Popover>
  );
}

/**
 * Changes whenever a render finds the button elsewhere: the library places an open popover anew only
 * when something that it was given is different.
 */
function useNudge(triggerRef: RefObject<HTMLElement | null>): number {
  const [nudge, setNudge] = useState(0);
  const last = useRef<string>(undefined);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- any render may have moved the button
  useLayoutEffect(() => {
    if (triggerRef.current?.isConnected !== true) return;
    const { x, y } = triggerRef.current.getBoundingClientRect();
    const place = `${String(x)} ${String(y)}`;
    if (last.current !== undefined && last.current !== place) setNudge((before) => NUDGE - before);
    last.current = place;
  });
  return nudge;
}
