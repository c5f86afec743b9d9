import { z } from "zod";

/** Where somebody was in a room. */
export interface SavedPosition {
  /** The message that the address named meanwhile. */
  readonly address?: string | undefined;
  /** The uppermost message in sight; undefined at the end. */
  readonly eventId?: string | undefined;
  /** Its distance from the upper edge, in pixels. */
  readonly offset: number;
}

const schema = z.object({
  address: z.string().optional(),
  eventId: z.string().startsWith("$").optional(),
  offset: z.number().min(-100_000).max(100_000),
});

type Store = Pick<Storage, "getItem" | "setItem">;

function keyOf(roomId: string): string {
  return `plenum.position.${roomId}`;
}

/** The position in a room as this window left it; undefined if there is none that can be read. */
export function readPosition(store: Store, roomId: string): SavedPosition | undefined {
  try {
    return schema.safeParse(JSON.parse(store.getItem(keyOf(roomId)) ?? "null")).data;
  } catch {
    return undefined;
  }
}

/** Remembers a position for as long as the window lives, reloads included. */
export function writePosition(store: Store, roomId: string, position: SavedPosition): void {
  try {
    store.setItem(keyOf(roomId), JSON.stringify(position));
  } catch {
    // A full or forbidden storage: then the room opens at its end.
  }
}

/** What is kept of a position in an entry of the window's history. */
const entrySchema = z.object({ plenumPosition: schema.extend({ roomId: z.string() }) });

/**
 * The position that was kept at an entry of the window's history: whoever goes back after a jump
 * finds the place from which they jumped.
 * @param state of the entry; whatever an older version left there
 * @param address the message that the entry's address names
 */
export function positionOfEntry(
  state: unknown,
  roomId: string,
  address: string | undefined,
): SavedPosition | undefined {
  const position = entrySchema.safeParse(state).data?.plenumPosition;
  return position?.roomId === roomId && position.address === address ? position : undefined;
}

/** The state of an entry with a position in it; everything else there stays. */
export function entryWith(state: unknown, roomId: string, position: SavedPosition): object {
  const others = typeof state === "object" && state !== null ? state : {};
  return { ...others, plenumPosition: { ...position, roomId } };
}
