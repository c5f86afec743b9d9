import type { TimelineSnapshot } from "@plenum/matrix";
import type { SavedPosition } from "./saved-position.ts";

/** Where a timeline begins to be read. */
export type Place =
  /** At the newest message, and held there. */
  | { readonly kind: "end" }
  /** With the unread line in sight. */
  | { readonly kind: "unread" }
  | {
      readonly kind: "event";
      readonly eventId: string;
      /** Pixels from the upper edge; a third of the height unless given. */
      readonly offset?: number;
      /** Somebody asked for this message: it is pointed out, and has the focus. */
      readonly marked: boolean;
    };

/** A place, and the event that has to be loaded to get there. */
export interface Opening {
  readonly place: Place;
  readonly needs?: string;
}

/** Above the unread line stays something of what is known, in pixels. */
export const CONTEXT_ABOVE = 96;

/**
 * Where a room is opened: at the message of the address, else where it was left, else at the first
 * unread message, else at its end. A reload with a message in the address comes back to where the
 * reader had scrolled.
 */
export function openingOf(
  snapshot: Pick<TimelineSnapshot, "items" | "canLoadOlder" | "readUpTo">,
  unread: number,
  address: string | undefined,
  saved: SavedPosition | undefined,
): Opening {
  if (saved?.eventId !== undefined && saved.address === address) {
    return openingBack(saved);
  }
  if (address !== undefined && saved?.address !== address) return openingAt(address);
  if (unread === 0) return { place: { kind: "end" } };
  const { readUpTo, items } = snapshot;
  const place: Place = { kind: "unread" };
  if (readUpTo === undefined || !snapshot.canLoadOlder) return { place };
  const loaded = items.some((item) => item.kind === "message" && item.eventId === readUpTo);
  return loaded ? { place } : { place, needs: readUpTo };
}

/** At a message that somebody asked for. */
export function openingAt(eventId: string): Opening {
  return { place: { kind: "event", eventId, marked: true }, needs: eventId };
}

/** Where a reader has been before. */
export function openingBack({ eventId, offset }: SavedPosition): Opening {
  if (eventId === undefined) return { place: { kind: "end" } };
  return { place: { kind: "event", eventId, offset, marked: false }, needs: eventId };
}
