import { field, texts } from "../untrusted/guards.ts";

export interface SpaceChild {
  readonly spaceId: string;
  /** State key of `m.space.child`. */
  readonly roomId: string;
  readonly content: unknown;
  /** Milliseconds since the epoch at which it was added. */
  readonly addedAt?: number;
}

export interface SpacesOfAccount {
  /** Room id → the spaces that contain it. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
  /** Space id → what it contains, in its order. */
  readonly children: ReadonlyMap<string, readonly string[]>;
}

const ORDER = /^[\x20-\x7E]{1,50}$/;

/** A place in the order of a space, if it is a valid one. */
export function orderOf(content: unknown): string | undefined {
  const order = field(content, "order");
  return typeof order === "string" && ORDER.test(order) ? order : undefined;
}

/**
 * Entries with an order first, by it; then the others, the oldest first.
 * @see https://spec.matrix.org/v1.16/client-server-api/#ordering-of-children-within-a-space
 */
export function compareChildren(a: SpaceChild, b: SpaceChild): number {
  const orderA = orderOf(a.content);
  const orderB = orderOf(b.content);
  if (orderA !== orderB) {
    if (orderA === undefined) return 1;
    if (orderB === undefined) return -1;
    return orderA < orderB ? -1 : 1;
  }
  return (a.addedAt ?? 0) - (b.addedAt ?? 0) || (a.roomId < b.roomId ? -1 : 1);
}

/** Which space contains what. An entry without `via` is a removed one; no space contains itself. */
export function readSpaces(entries: readonly SpaceChild[]): SpacesOfAccount {
  const parents = new Map<string, string[]>();
  const children = new Map<string, SpaceChild[]>();
  for (const entry of entries) {
    if (texts(entry.content, "via", 1).length === 0 || entry.roomId === entry.spaceId) continue;
    const spaces = parents.get(entry.roomId) ?? [];
    if (!spaces.includes(entry.spaceId)) spaces.push(entry.spaceId);
    parents.set(entry.roomId, spaces);
    const within = children.get(entry.spaceId) ?? [];
    within.push(entry);
    children.set(entry.spaceId, within);
  }
  for (const spaces of parents.values()) spaces.sort();
  return {
    parents,
    children: new Map(
      [...children].map(([spaceId, within]) => [
        spaceId,
        within.toSorted(compareChildren).map((entry) => entry.roomId),
      ]),
    ),
  };
}
