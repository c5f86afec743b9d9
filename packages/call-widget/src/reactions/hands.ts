import type { SpeechKind } from "@plenum/model";
import { z } from "zod";
import type { Engine } from "../call/feature.ts";
import type { HandActions, HandsSlice, HostHands } from "../contract/index.ts";
import { personKey } from "../layout/arrange.ts";
import { orderOfHands, raisedSince, unserved } from "./order.ts";

/** Name under which clients of lib-jitsi-meet say in their presence since when their hand is up. */
const PROPERTY = "raisedHand";
const LOWER = "chat.plenum.lower-hand";
const lowerSchema = z.object({ type: z.literal(LOWER), person: z.string().max(255) });

/**
 * Raised hands. Where the host keeps them in the room they outlive this window; everywhere else
 * they stand in one's own presence in the call, where whoever comes later sees them, too.
 */
export const hands = {
  attach(engine: Engine) {
    const room = engine.host.hands;
    let own: number | undefined;
    /** What devices said of their hand when their person had the floor. */
    const served = new Map<string, string>();
    const speakers = (): readonly string[] => engine.host.floor?.state.get()?.holders ?? [];
    const speaksSelf = (): boolean => {
      const self = engine.core().participants.find(({ isLocal }) => isLocal);
      return self !== undefined && speakers().includes(personKey(self));
    };
    const may = (): boolean => engine.host.floor?.state.get()?.isListener !== true;
    let slice: HandsSlice = { raised: [], own: false, may: may() };

    const say = (): void => engine.session()?.say(PROPERTY, String(own ?? 0));
    /** Whether the room has one's own hand up. */
    let inRoom = false;
    /** The window closes: that is not leaving the call, and the hand stays up in the room. */
    let closing = false;
    const lower = (): void => {
      own = undefined;
      say();
      engine.update();
      write(false);
    };
    /** One after the other: a hand that goes down at once must not be overtaken by its going up. */
    let writing: Promise<void> = Promise.resolve();
    const write = (up: boolean, kind?: SpeechKind): void => {
      if (!room) return;
      // Where the room does not take it, it stands in the presence alone.
      writing = writing.then(() => room.raise(up, kind)).catch(() => undefined);
    };
    const read = (): HandsSlice => {
      const now = Date.now();
      const said = new Map<string, number>();
      const { participants } = engine.core();
      const holders = speakers();
      const speaking = participants.filter((one) => holders.includes(personKey(one)));
      const ids = new Set(speaking.map(({ id }) => id));
      const presences = new Map(engine.session()?.said(PROPERTY));
      for (const [id, value] of unserved(presences, ids, served)) {
        const since = raisedSince(value, now);
        if (since !== undefined) said.set(id, since);
      }
      const self = participants.find(({ isLocal }) => isLocal);
      if (self && own !== undefined) said.set(self.id, own);
      const inTheRoom = room?.raised.get();
      const raised = orderOfHands(participants, inTheRoom ?? [], said).filter(
        (key) => !holders.includes(key),
      );
      const next = {
        raised,
        own: self !== undefined && raised.includes(personKey(self)),
        may: may(),
        room: inTheRoom,
      };
      const same =
        next.own === slice.own &&
        next.may === slice.may &&
        next.room === slice.room &&
        raised.length === slice.raised.length &&
        raised.every((key, index) => key === slice.raised[index]);
      return same ? slice : next;
    };

    const undo = [
      engine.onEvent((event) => {
        if (event.kind !== "session") return;
        // A new session begins with an empty presence.
        if (event.event.kind === "entered" && own !== undefined) say();
        if (event.event.kind !== "message") return;
        const { from, content } = event.event;
        const asked = lowerSchema.safeParse(content);
        if (!asked.success || !slice.own) return;
        const { participants } = engine.core();
        const sender = participants.find(({ id }) => id === from);
        const self = participants.find(({ isLocal }) => isLocal);
        if (sender?.isModerator === true && self && personKey(self) === asked.data.person) lower();
      }),
      engine.onChange(() => {
        // Whoever leaves the call has nothing to say in it.
        if (engine.phase.kind !== "ended" || !slice.own) return;
        own = undefined;
        slice = { raised: [], own: false, may: may() };
        if (!closing) write(false);
      }),
      ...(room ? [room.raised.subscribe(() => follow(room))] : []),
      ...(engine.host.floor
        ? [
            engine.host.floor.state.subscribe(() => {
              // The server takes the hand out of the room, also from who only listens; here it goes at once.
              if (own !== undefined && (speaksSelf() || !may())) {
                own = undefined;
                say();
              }
              engine.update();
            }),
          ]
        : []),
      onClosing(() => {
        closing = true;
      }),
    ];
    const follow = ({ raised }: HostHands): void => {
      const self = engine.core().participants.find(({ isLocal }) => isLocal);
      const before = inRoom;
      inRoom = raised.get().some(({ userId }) => userId === self?.userId);
      // Lowered in the room, by a moderator or on another device: then it is down here, too.
      if (before && !inRoom && own !== undefined) {
        own = undefined;
        say();
      }
      engine.update();
    };

    const actions: HandActions = {
      raiseHand(up, kind) {
        // Another kind of hand is another hand.
        if ((up === slice.own && !kind) || (up && (speaksSelf() || !may()))) return;
        own = up ? Date.now() : undefined;
        say();
        engine.update();
        write(up, kind);
      },
      lowerHand(person) {
        engine.session()?.broadcast({ type: LOWER, person });
        void room?.lower(person).catch(() => undefined);
      },
    };
    return {
      slice(): HandsSlice {
        if (engine.phase.kind !== "ended") slice = read();
        return slice;
      },
      actions,
      dispose() {
        for (const step of undo) step();
      },
    };
  },
};

/** Hears of the end of the window before the call does, which hangs up then. */
function onClosing(listener: () => void): () => void {
  addEventListener("pagehide", listener, { capture: true });
  return () => removeEventListener("pagehide", listener, { capture: true });
}
