import type { MessageAddress } from "../contract.ts";
import { toFailure } from "../errors/failure.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { pinnedIds, PINNED_EVENTS } from "./pins.ts";

/** The list with one message more or less; the newest pin stands last. */
export function withPin(
  pinned: readonly string[],
  eventId: string,
  wanted: boolean,
): readonly string[] {
  const others = pinned.filter((id) => id !== eventId);
  return wanted ? [...others, eventId] : others;
}

/**
 * Pins a message for everybody, or takes the pin away. The list is read from the server just
 * before, so that what somebody else pinned a moment ago stays.
 * @throws MatrixFailure
 */
export async function setPinned(
  engine: Engine,
  { roomId, eventId }: MessageAddress,
  wanted: boolean,
): Promise<void> {
  const state = path("v3", "rooms", roomId, "state", PINNED_EVENTS, "");
  let content: unknown;
  try {
    content = await engine.api.request({ method: "GET", path: state });
  } catch (error) {
    if (toFailure(error).code !== "not-found") throw error;
  }
  const pinned = withPin(pinnedIds(content), eventId, wanted);
  await engine.api.request({ method: "PUT", path: state, body: { pinned } });
}
