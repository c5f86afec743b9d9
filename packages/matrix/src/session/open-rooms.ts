/** What the pool has to know of a room: how many look at it, and how to let go of it. */
export interface Poolable {
  readonly ended: boolean;
  /** Somebody more looks at it. */
  retain(): void;
  /** Ends it, whoever looks. */
  end(): void;
}

/** Rooms that stay open after their view has gone: coming back to one of them costs nothing. */
const WARM = 10;

/** The rooms of an engine that are open, and those that were a moment ago. */
export class OpenRooms<Room extends Poolable> {
  /** In the order of last use, the oldest first. */
  readonly #known = new Map<string, Room>();
  readonly #unused = new Set<string>();

  /** @param make opens a room; it has to call `released` when nobody looks at it any more */
  constructor(private readonly make: (roomId: string, released: () => void) => Room) {}

  /** The room, opened now or still open from before; its user closes it. */
  open(roomId: string): Room {
    const before = this.#known.get(roomId);
    const room =
      before === undefined || before.ended
        ? this.make(roomId, () => this.#released(roomId))
        : before;
    this.#known.delete(roomId);
    this.#known.set(roomId, room);
    this.#unused.delete(roomId);
    room.retain();
    return room;
  }

  #released(roomId: string): void {
    this.#unused.add(roomId);
    for (const [oldest, room] of this.#known) {
      if (this.#unused.size <= WARM) return;
      if (!this.#unused.delete(oldest)) continue;
      this.#known.delete(oldest);
      room.end();
    }
  }
}
