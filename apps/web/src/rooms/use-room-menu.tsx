import type { MenuPlace } from "@plenum/ui";
import { Suspense, useState } from "react";
import type { MouseEvent, ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { roomTexts } from "./texts.ts";

const RoomMenu = lazyView(() => import("./RoomMenu.tsx"), roomTexts);

/** The element that stands for a room, around whatever was hit. */
function roomElement(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-room]") : null;
}

/**
 * One menu for all rooms of the list: by the right button, by the menu key or Shift+F10 on an
 * entry, by a long touch, or by the button that an entry shows to the pointer.
 */
export function useRoomMenu(): {
  readonly handlers: {
    readonly onContextMenu: (event: MouseEvent) => void;
    readonly onClick: (event: MouseEvent) => void;
  };
  readonly menu: ReactNode;
} {
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const [open, setOpen] = useState<{ readonly roomId: string; readonly at: MenuPlace }>();
  const room = open === undefined ? undefined : rooms.get(open.roomId);

  const openAt = (element: HTMLElement, event: MouseEvent): void => {
    const roomId = element.dataset["room"];
    if (roomId === undefined) return;
    event.preventDefault();
    const box = element.getBoundingClientRect();
    // The keyboard has no place of its own, or one outside of what it means.
    const inside =
      event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top;
    const at = inside
      ? { x: event.clientX, y: event.clientY }
      : { x: box.left + 24, y: box.bottom };
    setOpen({ roomId, at });
  };
  return {
    handlers: {
      onContextMenu(event) {
        const element = roomElement(event.target);
        if (element !== null) openAt(element, event);
      },
      onClick(event) {
        const element = roomElement(event.target);
        if (element?.dataset["menu"] !== undefined) openAt(element, event);
      },
    },
    menu:
      open === undefined || room === undefined ? null : (
        <Suspense>
          <RoomMenu key={open.roomId} room={room} at={open.at} onClose={() => setOpen(undefined)} />
        </Suspense>
      ),
  };
}
