import type { ReactNode, RefObject } from "react";
import { Menu, MenuItem as AriaMenuItem, Popover } from "react-aria-components";
import { classes } from "../classes.ts";
import type { MenuItem } from "./MenuButton.tsx";

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
  return (
    <Popover
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      triggerRef={triggerRef}
      placement="bottom end"
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
