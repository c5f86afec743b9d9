import { field, isRecord } from "../untrusted/guards.ts";

/**
 * Ids of all rooms that an answer counts as the account's.
 * @param list of the answer, untrusted
 * @returns undefined where its windows leave some out
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/4186
 */
export function listedRooms(list: unknown): ReadonlySet<string> | undefined {
  const ops = field(list, "ops");
  if (!Array.isArray(ops)) return undefined;
  const listed = new Set<string>();
  for (const op of ops as readonly unknown[]) {
    const roomIds = isRecord(op) ? field(op, "room_ids") : undefined;
    if (!Array.isArray(roomIds)) continue;
    for (const roomId of roomIds as readonly unknown[]) {
      if (typeof roomId === "string") listed.add(roomId);
    }
  }
  return listed.size === field(list, "count") ? listed : undefined;
}
