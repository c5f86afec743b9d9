import type { MatrixSession } from "@plenum/matrix";
import { useEffect } from "react";
import { parseRoute } from "../routes.ts";

/** Milliseconds for which a pointer or the focus rests on a room before it counts as a sign. */
const REST = 40;
const ROOM_LINK = "a[data-room]";

/**
 * Has rooms made ready whose entry the pointer or the focus rests on: a hand needs a tenth of a
 * second from there to the click. One listener for all lists, however they are made.
 */
export function usePrefetch(session: MatrixSession): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const roomOf = (event: Event): string | undefined => {
      const link = event.target instanceof Element ? event.target.closest(ROOM_LINK) : null;
      if (!(link instanceof HTMLAnchorElement)) return undefined;
      const route = parseRoute(link.pathname);
      return route.kind === "room" ? route.roomId : undefined;
    };
    const rest = (event: Event): void => {
      clearTimeout(timer);
      const roomId = roomOf(event);
      if (roomId !== undefined) timer = setTimeout(() => session.prefetchRoom(roomId), REST);
    };
    const press = (event: Event): void => {
      clearTimeout(timer);
      const roomId = roomOf(event);
      if (roomId !== undefined) session.prefetchRoom(roomId);
    };
    document.addEventListener("pointerover", rest, { passive: true });
    document.addEventListener("focusin", rest, { passive: true });
    document.addEventListener("pointerdown", press, { passive: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointerover", rest);
      document.removeEventListener("focusin", rest);
      document.removeEventListener("pointerdown", press);
    };
  }, [session]);
}
