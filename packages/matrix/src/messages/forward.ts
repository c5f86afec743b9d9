import { EventStatus } from "matrix-js-sdk/lib/models/event-status.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { MessageAddress } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import type { Engine } from "../session/engine.ts";
import { fetchEvent, fetchRelations } from "./fetch.ts";
import { forwardContent } from "./forward-content.ts";
import { whenSettled } from "./when-settled.ts";

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
  const room = await whenSettled(engine, toRoomId);
  const content = forwardContent(original.getOriginalContent(), edit?.getOriginalContent());
  const type = original.getType();
  const before = new Set(room.getPendingEvents());
  try {
    await engine.client.sendEvent(toRoomId, type as never, content as never);
  } catch (error) {
    // Who forwards is told here; the other room keeps no failed line.
    for (const event of room.getPendingEvents()) {
      if (!before.has(event) && event.status === EventStatus.NOT_SENT)
        engine.client.cancelPendingEvent(event);
    }
    throw error;
  }
}
