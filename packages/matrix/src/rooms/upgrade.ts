import { powerForState, readRoomRights, roomIdSchema } from "@plenum/model";
import type { RoomSummary } from "../contract.ts";
import { field } from "../untrusted/guards.ts";

/** The event that closes a room, and what decides whether to believe it. */
export interface Tombstone {
  readonly content: unknown;
  readonly sender: string;
  readonly senderPower: number;
  /** Content of `m.room.power_levels`. */
  readonly levels: unknown;
}

function roomId(value: unknown, notThis: string): string | undefined {
  const parsed = roomIdSchema.safeParse(value);
  return parsed.success && parsed.data !== notThis ? parsed.data : undefined;
}

/**
 * Whether a room is closed, and where it goes on. Nobody is led on by somebody without the power
 * to close the room, and never back into the same room.
 * @see https://spec.matrix.org/v1.16/client-server-api/#mroomtombstone
 */
export function closedBy(id: string, tombstone: Tombstone | undefined): RoomSummary["closed"] {
  if (tombstone === undefined) return undefined;
  // An empty one was redacted.
  if (Object.keys(Object(tombstone.content) as object).length === 0) return undefined;
  const needed = powerForState(readRoomRights(tombstone.levels), "m.room.tombstone");
  if (tombstone.senderPower < needed) return undefined;
  const replacement = roomId(field(tombstone.content, "replacement_room"), id);
  return { by: tombstone.sender, ...(replacement === undefined ? {} : { replacement }) };
}

/** The room that a room says it continues. @param create content of `m.room.create` */
export function predecessorOf(id: string, create: unknown): string | undefined {
  return roomId(field(field(create, "predecessor"), "room_id"), id);
}
