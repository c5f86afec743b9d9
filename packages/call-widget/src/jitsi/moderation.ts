/** Reads what the server says about rights and listeners. Pure. */
import type { LockKind } from "../contract/index.ts";
import type { SessionEvent } from "./session-types.ts";

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

/**
 * What a moderator wants, from a message that the library got from somebody who is no participant. Believed of
 * the room's focus alone: anybody else in the call could have sent it.
 */
export function wantedBy(
  from: unknown,
  content: unknown,
): Omit<Extract<SessionEvent, { kind: "wanted" }>, "kind"> | undefined {
  if (from !== "focus") return undefined;
  const what = field(content, "what");
  const listed = field(content, "kinds");
  if (field(content, "type") !== "plenum-moderation") return undefined;
  if ((what !== "ask" && what !== "mute") || !Array.isArray(listed)) return undefined;
  const kinds = KINDS.filter((kind) => listed.includes(kind));
  const by = field(content, "by");
  if (kinds.length === 0) return undefined;
  return { what, kinds, by: typeof by === "string" ? by : undefined };
}

/** How many listen, from the properties of a conference; undefined where that is not told. */
export function listenersOf(properties: unknown): number | undefined {
  const said = field(properties, LISTENERS);
  return typeof said === "string" && /^\d{1,6}$/.test(said) ? Number(said) : undefined;
}
