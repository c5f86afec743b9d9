import { texts } from "../untrusted/guards.ts";

export interface SpaceChild {
  readonly spaceId: string;
  /** State key of `m.space.child`. */
  readonly roomId: string;
  readonly content: unknown;
}

/**
 * Room id → the spaces that contain it. An entry without `via` is a removed one.
 * @see https://spec.matrix.org/v1.16/client-server-api/#mspacechild
 */
export function spacesOfRooms(
  children: readonly SpaceChild[],
): ReadonlyMap<string, readonly string[]> {
  const spaces = new Map<string, string[]>();
  for (const child of children) {
    if (texts(child.content, "via", 1).length === 0) continue;
    const entry = spaces.get(child.roomId) ?? [];
    if (!entry.includes(child.spaceId)) entry.push(child.spaceId);
    spaces.set(child.roomId, entry);
  }
  for (const entry of spaces.values()) entry.sort();
  return spaces;
}
