import type { RoomSummary } from "@plenum/matrix";

type Rooms = ReadonlyMap<string, RoomSummary>;

/**
 * The room that continues a closed one, as far as one is in it; the last of a chain. It has to say
 * itself that it continues the one before, or anybody who may close a room could hide it behind
 * another. Undefined where the chain runs in a circle.
 */
export function successorOf(rooms: Rooms, roomId: string): RoomSummary | undefined {
  const seen = new Set([roomId]);
  let last: RoomSummary | undefined;
  for (let id = roomId; ;) {
    const next = rooms.get(rooms.get(id)?.closed?.replacement ?? "");
    if (next === undefined || next.membership !== "join" || next.predecessor !== id) return last;
    if (seen.has(next.id)) return undefined;
    seen.add(next.id);
    last = next;
    id = next.id;
  }
}

/** True for a room that the list leaves out, since one is in the room that continues it. */
export function isContinued(rooms: Rooms, room: RoomSummary): boolean {
  return room.closed?.replacement !== undefined && successorOf(rooms, room.id) !== undefined;
}
