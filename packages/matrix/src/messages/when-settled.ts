import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { MatrixFailure } from "../errors/failure.ts";
import type { Engine } from "../session/engine.ts";

/** Milliseconds for which a room that is not loaded yet is waited for. */
const PATIENCE = 20_000;

/**
 * The room as soon as all is known of it: nothing may be sent before it is clear whether it is
 * encrypted.
 * @throws MatrixFailure `unreachable`
 */
export async function whenSettled(engine: Engine, roomId: string): Promise<Room> {
  const known = engine.settledRoom(roomId);
  if (known !== undefined) return known;
  const unsubscribe = engine.sync.subscribeTo(roomId);
  try {
    return await new Promise<Room>((resolve, reject) => {
      const stop = engine.bus.onRoom(roomId, () => {
        const room = engine.settledRoom(roomId);
        if (room === undefined) return;
        end();
        resolve(room);
      });
      const giveUp = engine.lifetime.timeout(PATIENCE, () => {
        end();
        reject(new MatrixFailure("unreachable", "The room did not come"));
      });
      const end = (): void => {
        stop();
        giveUp();
      };
    });
  } finally {
    unsubscribe();
  }
}
