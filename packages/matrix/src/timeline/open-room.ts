import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { MatrixFailure } from "../errors/failure.ts";
import { Batch } from "../observable/batch.ts";
import { Lifetime } from "../observable/lifetime.ts";
import type { RoomAspect } from "../session/bus.ts";
import type { Engine } from "../session/engine.ts";

/** What all parts of an open room share: the room itself, its lifetime, and the round of changes. */
export class OpenRoom {
  readonly lifetime = new Lifetime();
  readonly ownUserId: string;
  readonly #batch: Batch<RoomAspect>;

  /** @param update works in what has changed; changes of one moment come together */
  constructor(
    readonly id: string,
    readonly engine: Engine,
    update: (aspects: ReadonlySet<RoomAspect>) => void,
  ) {
    this.ownUserId = engine.tokens.credentials.userId;
    this.#batch = new Batch(this.lifetime, 0, update);
    this.lifetime.add(engine.bus.onRoom(id, (aspect) => this.#batch.add(aspect)));
    this.lifetime.add(engine.bus.onFlush(() => this.#batch.flush()));
  }

  /** The room, as soon as it is known completely: before, nobody knows whether it is encrypted. */
  room(): Room | undefined {
    return this.engine.settledRoom(this.id);
  }

  /** The room; waits until it is known. */
  async whenKnown(): Promise<Room> {
    const known = this.room();
    if (known !== undefined) return known;
    return new Promise((resolve) => {
      const off = this.lifetime.add(
        this.engine.bus.onRoom(this.id, () => {
          const room = this.room();
          if (room === undefined) return;
          resolve(room);
          off();
        }),
      );
    });
  }

  /** @throws MatrixFailure `not-found` before the room is known */
  need(): Room {
    const room = this.room();
    if (room === undefined) throw new MatrixFailure("not-found", "The room is not known yet");
    return room;
  }

  /** Has a change worked in with the next round. */
  changed(aspect: RoomAspect): void {
    this.#batch.add(aspect);
  }

  /** Has a change worked in now: what somebody did here shows at once. */
  changedNow(aspect: RoomAspect): void {
    this.#batch.add(aspect);
    this.#batch.flush();
  }

  /** For what has no line of its own to fail at, or fails where it shows anyway. */
  quietly(promise: Promise<unknown>): void {
    promise.catch(() => this.changed("timeline"));
  }
}
