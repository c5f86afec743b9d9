import { EventStatus } from "matrix-js-sdk/lib/models/event-status.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { MessageAddress } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import type { Engine } from "../session/engine.ts";
import { fetchEvent, fetchRelations } from "./fetch.ts";
import { forwardContent } from "./forward-content.ts";

/** Milliseconds for which a room that is not loaded yet is waited for. */
const PATIENCE = 20_000;

/** Nothing may be sent into a room before it is known whether it is encrypted. */
async function settled(engine: Engine, roomId: string): Promise<void> {
  if (engine.settledRoom(roomId) !== undefined) return;
  const unsubscribe = engine.sync.subscribeTo(roomId);
  try {
    await new Promise<void>((resolve, reject) => {
      const stop = engine.bus.onRoom(roomId, () => {
        if (engine.settledRoom(roomId) === undefined) return;
        end();
        resolve();
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

/**
 * Sends a message on into another room. Files keep their address: nothing is uploaded again.
 * @throws MatrixFailure; then nothing of it is left in the other room
 */
export async function forward(
  engine: Engine,
  message: MessageAddress,
  toRoomId: string,
): Promise<void> {
  const original = await fetchEvent(engine, message);
  if (original.isRedacted() || original.isDecryptionFailure()) {
    throw new MatrixFailure("not-found", "There is nothing to forward");
  }
  const edits: MatrixEvent[] = [];
  await fetchRelations(engine, message, "m.replace", {
    pages: 1,
    onPage: (events) => edits.push(...events),
  });
  const edit = edits.find((event) => event.getSender() === original.getSender());
  await settled(engine, toRoomId);
  const content = forwardContent(original.getOriginalContent(), edit?.getOriginalContent());
  const type = original.getType();
  const room = engine.settledRoom(toRoomId);
  const before = new Set(room?.getPendingEvents());
  try {
    await engine.client.sendEvent(toRoomId, type as never, content as never);
  } catch (error) {
    // Who forwards is told here; the other room keeps no failed line.
    for (const event of room?.getPendingEvents() ?? []) {
      if (!before.has(event) && event.status === EventStatus.NOT_SENT)
        engine.client.cancelPendingEvent(event);
    }
    throw error;
  }
}
