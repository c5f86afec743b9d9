/** Deep equality of plain data: the immutable values that this package hands out. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => sameData(item, b[index]));
  }
  const keysOfA = Object.keys(a);
  if (keysOfA.length !== Object.keys(b).length) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  return keysOfA.every((key) => Object.hasOwn(right, key) && sameData(left[key], right[key]));
}

/** `next`, or `previous` where both say the same: views compare by reference. */
export function share<T>(previous: T, next: T): T {
  return sameData(previous, next) ? previous : next;
}

/**
 * A list in which every entry that says the same as before keeps its old reference, and the whole
 * list too if nothing changed.
 */
export function shareList<T extends object>(
  previous: readonly T[],
  next: readonly T[],
  keyOf: (entry: T) => string,
): readonly T[] {
  const known = new Map(previous.map((entry) => [keyOf(entry), entry]));
  const shared = next.map((entry) => {
    const old = known.get(keyOf(entry));
    return old !== undefined && sameData(old, entry) ? old : entry;
  });
  const unchanged =
    shared.length === previous.length && shared.every((entry, index) => entry === previous[index]);
  return unchanged ? previous : shared;
}
