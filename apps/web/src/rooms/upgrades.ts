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

/** How it goes on from a closed room. */
export type WayOn =
  | { readonly kind: "nowhere" }
  | { readonly kind: "follow" }
  /** To a room of another organisation: looked at before it is entered. */
  | { readonly kind: "look"; readonly roomId: string; readonly server: string };

function serverOf(id: string): string | undefined {
  const colon = id.indexOf(":");
  return colon === -1 ? undefined : id.slice(colon + 1);
}

/**
 * Whether a closed room may be followed at once. What somebody from elsewhere closed, or what goes
 * on elsewhere, is first shown for what it is. Ids of rooms since version 12 name no server.
 */
export function wayOn(closed: NonNullable<RoomSummary["closed"]>, ownServer: string): WayOn {
  const roomId = closed.replacement;
  if (roomId === undefined) return { kind: "nowhere" };
  const there = serverOf(roomId);
  const by = serverOf(closed.by);
  const strange = [there, by].find((server) => server !== undefined && server !== ownServer);
  return strange === undefined ? { kind: "follow" } : { kind: "look", roomId, server: strange };
}
