import type { RoomSummary } from "@plenum/matrix";

/** Rooms that are shown at once. */
const SHOWN = 50;

/**
 * Rooms into which one can forward: those one is in, no spaces, the most recent first, and of them
 * those whose name holds the words.
 */
export function forwardTargets(
  rooms: Iterable<RoomSummary>,
  words: string,
): readonly RoomSummary[] {
  const wanted = words
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return [...rooms]
    .filter((room) => room.membership === "join" && !room.isSpace)
    .filter((room) => {
      const name = room.name.toLocaleLowerCase();
      return wanted.every((word) => name.includes(word));
    })
    .toSorted((a, b) => b.lastActivity - a.lastActivity)
    .slice(0, SHOWN);
}

/** Whether what was encrypted would leave the encryption. */
export function leavesEncryption(
  from: Pick<RoomSummary, "encrypted"> | undefined,
  to: readonly Pick<RoomSummary, "encrypted">[],
): boolean {
  return from?.encrypted === true && to.some((room) => !room.encrypted);
}
