import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { ReceiptType } from "matrix-js-sdk/lib/@types/read_receipts.js";
import type { Engine } from "../session/engine.ts";

/** Milliseconds after which the server forgets that somebody types. */
const TYPING_TIMEOUT = 20_000;

/**
 * Says that everything up to an event has been read, in the whole room, threads included: counts
 * must never stick. Where the agency does without receipts only the account's own devices learn it.
 * @see https://spec.matrix.org/v1.16/client-server-api/#private-read-receipts
 * @throws whatever the server refused with
 */
export async function sendReceipt(
  engine: Engine,
  event: MatrixEvent,
  eventId: string,
): Promise<void> {
  const { client, agency } = engine;
  const roomId = event.getRoomId() ?? "";
  if (agency.readReceipts) {
    await client.sendReadReceipt(event, ReceiptType.Read, true);
    await client.setRoomReadMarkersHttpRequest(roomId, eventId, eventId);
    return;
  }
  await client.sendReadReceipt(event, ReceiptType.ReadPrivate, true);
  // The type demands what the specification leaves open: no receipt that others see.
  const noPublicOne = undefined as unknown as string;
  await client.setRoomReadMarkersHttpRequest(roomId, eventId, noPublicOne, eventId);
}

/** Says that one types, or no longer does; nothing where the agency does without. */
export async function sendTyping(engine: Engine, roomId: string, typing: boolean): Promise<void> {
  if (!engine.agency.typing) return;
  await engine.client.sendTyping(roomId, typing, TYPING_TIMEOUT);
}
