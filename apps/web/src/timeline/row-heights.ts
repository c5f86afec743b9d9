/** Rooms of which heights are kept: those that somebody goes back and forth between. */
const ROOMS = 100;
/** Rows of a room, the ones noted last: a few times what is in sight. */
const ROWS = 200;

interface Heights {
  readonly width: number;
  readonly rows: Map<string, number>;
}

const none: ReadonlyMap<string, number> = new Map();

/**
 * How high the rows of rooms were when they were shown last, so that a room somebody comes back to
 * is laid out once, and not once by guesses and once more by what was measured.
 */
export class RowHeights {
  readonly #rooms = new Map<string, Heights>();

  /**
   * @param width of the timeline, in pixels: in another one the lines break elsewhere
   * @returns pixels by the keys of rows
   */
  of(roomId: string, width: number): ReadonlyMap<string, number> {
    const known = this.#rooms.get(roomId);
    return known?.width === width ? known.rows : none;
  }

  /** Takes note of what was measured; what was known of other rows stays. */
  note(
    roomId: string,
    width: number,
    measured: Iterable<{ readonly key: unknown; readonly size: number }>,
  ): void {
    const rows = new Map(this.of(roomId, width));
    for (const { key, size } of measured) {
      if (typeof key !== "string") continue;
      rows.delete(key);
      rows.set(key, size);
    }
    if (rows.size === 0) return;
    dropOldest(rows, ROWS);
    this.#rooms.delete(roomId);
    this.#rooms.set(roomId, { width, rows });
    dropOldest(this.#rooms, ROOMS);
  }
}

/** A map keeps its order: the first entries are the oldest. */
function dropOldest(map: Map<string, unknown>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return;
    map.delete(key);
  }
}
