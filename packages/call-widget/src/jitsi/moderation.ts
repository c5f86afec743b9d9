/** Reads what the server says about rights and listeners. Pure. */
import type { LockKind } from "../contract/index.ts";

const KINDS: readonly LockKind[] = ["audio", "video", "desktop"];
/** Property of a lecture that the embedded server and our module for Prosody tell everybody. */
const LISTENERS = "plenum-listeners";

/** An own field of whatever the library hands on. */
export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (Reflect.get(value, name) as unknown)
    : undefined;
}

/** Which kind of media an event of the library's moderation is about. */
export function moderatedKind(said: unknown): LockKind | undefined {
  const kind = field(said, "mediaType");
  return KINDS.find((one) => one === kind);
}

/** How many listen, from the properties of a conference; undefined where that is not told. */
export function listenersOf(properties: unknown): number | undefined {
  const said = field(properties, LISTENERS);
  return typeof said === "string" && /^\d{1,6}$/.test(said) ? Number(said) : undefined;
}
