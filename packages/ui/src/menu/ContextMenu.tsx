import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { Menu, MenuItem as AriaMenuItem, MenuSection, Popover } from "react-aria-components";
import { classes } from "../classes.ts";
import type { MenuItem } from "./MenuButton.tsx";

/** Items that belong together; with `chosen` one of them holds, and is marked. */
export interface MenuGroup {
  readonly id: string;
  /** Accessible name of the group. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly chosen?: string;
}

/** A place in the window, in CSS pixels. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

/** A menu at a place of the window, open as long as it is rendered. Load it when it is needed. */
export default function ContextMenu({
  label,
  groups,
  at,
  onClose,
}: {
  label: string;
  groups: readonly MenuGroup[];
  at: MenuPlace;
  onClose: () => void;
}): ReactNode {
  const anchor = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      // Only if the focus fell to the page: what was chosen may have taken it.
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <>
      <span
        ref={anchor}
        className="ui-menu__anchor"
        style={{ insetInlineStart: at.x, insetBlockStart: at.y }}
      />
      <Popover
        isOpen
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
        triggerRef={anchor}
        placement="bottom start"
        className="ui-menu"
      >
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- an opened menu takes the focus, as the ARIA pattern asks */}
        <Menu aria-label={label} autoFocus="first" className="ui-menu__items" onClose={onClose}>
          {groups.map((group) => (
            <MenuSection
              key={group.id}
              aria-label={group.label}
              className="ui-menu__group"
              {...(group.chosen === undefined
                ? {}
                : { selectionMode: "single" as const, selectedKeys: [group.chosen] })}
            >
              {group.items.map((item) => (
                <AriaMenuItem
                  key={item.id}
                  id={item.id}
                  textValue={item.label}
                  isDisabled={item.disabled ?? false}
                  className={classes(
                    "ui-menu__item",
                    item.danger === true && "ui-menu__item--danger",
                    item.id === group.chosen && "ui-menu__item--chosen",
                  )}
                  onAction={item.onSelect}
                >
                  {item.icon}
                  {item.label}
                </AriaMenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </>
  );
}
