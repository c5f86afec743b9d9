import { userIdSchema } from "@plenum/model";
import { isRecord } from "../untrusted/guards.ts";

const MOST_ENTRIES = 5000;

/**
 * Reads `m.direct`: room id → the other person. The first person named wins, so that one room
 * never stands for two people.
 * @see https://spec.matrix.org/v1.16/client-server-api/#direct-messaging
 */
export function readDirectRooms(content: unknown): ReadonlyMap<string, string> {
  const people = new Map<string, string>();
  if (!isRecord(content)) return people;
  for (const [userId, rooms] of Object.entries(content).slice(0, MOST_ENTRIES)) {
    if (!Array.isArray(rooms) || !userIdSchema.safeParse(userId).success) continue;
    for (const roomId of rooms.slice(0, 100)) {
      if (typeof roomId === "string" && !people.has(roomId)) people.set(roomId, userId);
    }
  }
  return people;
}

/** `m.direct` with one more room for a person; whatever else stands there survives. */
export function withDirectRoom(
  content: unknown,
  userId: string,
  roomId: string,
): Record<string, unknown> {
  const before = isRecord(content) ? content : {};
  const rooms: unknown = Object.hasOwn(before, userId) ? before[userId] : [];
  const known = Array.isArray(rooms) ? rooms.filter((id: unknown) => typeof id === "string") : [];
  return { ...before, [userId]: [...new Set([roomId, ...known])] };
}
