import type { RoomSummary } from "@plenum/matrix";

/** Whether one can write in a room: it is not closed, and its rights do not forbid it. */
export function mayWrite(room: RoomSummary | undefined): boolean {
  return room?.closed === undefined && room?.readOnly !== true;
}
