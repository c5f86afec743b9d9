import type { RoomSummary } from "@plenum/matrix";
import type { Section } from "./sections.ts";

/**
 * The chat above or below another one in the list, around its ends.
 * @param from id of the open room; without one the step begins outside of the list
 * @param unread only chats in which something waits
 * @returns undefined where there is none, or only the open one
 */
export function stepFrom(
  sections: readonly Section[],
  from: string | undefined,
  direction: "up" | "down",
  { unread }: { readonly unread: boolean },
): string | undefined {
  const listed = sections.flatMap(({ name, rooms }) =>
    name === "invitations" || name === "asked" ? [] : rooms,
  );
  const order = direction === "down" ? listed : listed.toReversed();
  const at = order.findIndex((room) => room.id === from);
  return [...order.slice(at + 1), ...order.slice(0, Math.max(0, at))].find(
    (room) => !unread || waits(room),
  )?.id;
}

function waits({ unread, mentions, markedUnread, muted }: RoomSummary): boolean {
  return mentions > 0 || markedUnread || (unread > 0 && !muted);
}
