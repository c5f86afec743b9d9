import type { Observable, Pins } from "../contract.ts";
import { stateOf } from "../members/from-sdk.ts";
import { share } from "../observable/share.ts";
import type { Engine } from "../session/engine.ts";
import { texts } from "../untrusted/guards.ts";

export const PINNED_EVENTS = "m.room.pinned_events";
/** Pins that a room may have; what comes after them is left alone. */
export const MOST_PINS = 100;

/** Ids of pinned messages, each once. */
export function pinnedIds(content: unknown): readonly string[] {
  const ids = texts(content, "pinned", MOST_PINS * 2).filter((id) => /^\$\S{1,254}$/.test(id));
  return [...new Set(ids)].slice(-MOST_PINS);
}

const NONE: Pins = { eventIds: [], mayChange: false };

/** What is pinned in a room, as it changes. Nothing is subscribed while nobody listens. */
export function pinsOf(engine: Engine, roomId: string): Observable<Pins> {
  let last = NONE;
  return {
    get: () => {
      const room = engine.settledRoom(roomId);
      if (room === undefined) return last;
      last = share(last, {
        eventIds: pinnedIds(stateOf(room, PINNED_EVENTS)),
        mayChange: room.currentState.maySendStateEvent(
          PINNED_EVENTS,
          engine.tokens.credentials.userId,
        ),
      });
      return last;
    },
    subscribe: (listener) =>
      engine.bus.onRoom(roomId, (aspect) => {
        if (aspect === "state") listener();
      }),
  };
}
