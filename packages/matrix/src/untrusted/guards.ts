/**
 * Small readers for content that anybody may have written. They never throw, never follow the
 * prototype chain, and answer undefined for whatever has the wrong shape.
 */
export type Untrusted = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Untrusted {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `value[key]`, only if it is the object's own: `__proto__` and friends are not content. */
export function field(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function record(value: unknown, key: string): Untrusted | undefined {
  const found = field(value, key);
  return isRecord(found) ? found : undefined;
}

export function text(value: unknown, key: string, maxLength: number): string | undefined {
  const found = field(value, key);
  if (typeof found !== "string") return undefined;
  return found.length > maxLength ? cut(found, maxLength) : found;
}

/** A finite number that is not negative. */
export function amount(value: unknown, key: string): number | undefined {
  const found = field(value, key);
  return typeof found === "number" && Number.isFinite(found) && found >= 0 ? found : undefined;
}

export function texts(value: unknown, key: string, maxItems: number): readonly string[] {
  const found = field(value, key);
  if (!Array.isArray(found)) return [];
  return found
    .slice(0, maxItems)
    .filter((item: unknown): item is string => typeof item === "string" && item.length <= 1024);
}

/** The first `maxLength` UTF-16 units of a text, without leaving half a character at the end. */
export function cut(value: string, maxLength: number): string {
  if (value.length <= maxLength) return value;
  const last = value.charCodeAt(maxLength - 1);
  return value.slice(0, last >= 0xd800 && last <= 0xdbff ? maxLength - 1 : maxLength);
}

/**
 * A time of somebody's server, made usable: never in the future, never before 1970, a whole number.
 * Only for showing and sorting; the order inside a room is the server's.
 */
export function clampTime(value: unknown, now: number): number {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) return 0;
  return Math.min(Math.trunc(value), now);
}
