import {
  CALL_MEMBER_EVENT,
  callMemberStateKey,
  RTC_DECLINE_EVENT,
  rtcDeclineSchema,
  RTC_NOTIFICATION_EVENT,
  rtcNotificationSchema,
} from "@plenum/model";
import { MatrixEventEvent, type MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import { type Room, RoomEvent } from "matrix-js-sdk/lib/models/room.js";
import type { CallKeys, Calls, Ring } from "../contract.ts";
import { failing, MatrixFailure } from "../errors/failure.ts";
import { memberOf, powerSourceOf } from "../members/from-sdk.ts";
import { Batch } from "../observable/batch.ts";
import { shareList } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import type { Engine } from "../session/engine.ts";
import { cut } from "../untrusted/guards.ts";
import { cleanText } from "../untrusted/text.ts";
import { callMembersOf } from "./from-sdk.ts";
import { RoomCallKeys } from "./keys.ts";
import type { ActiveCallMember } from "./membership.ts";
import {
  isOver,
  NO_FACTS,
  type RingFact,
  type RingFacts,
  ringState,
  withFact,
} from "./ring-state.ts";

/** How long a call of ours rings, in milliseconds. */
const RING_LIFETIME = 40_000;
/** UTF-16 units of a sentence that goes with a decline: what every Plenum shows. */
const LONGEST_REASON = 200;
/** Milliseconds for which changes are gathered: thousands at once are one change. */
const GATHER = 30;
/** What is older, in milliseconds, is not even opened. */
const RECENT = 2 * 60_000;
/** Rings that are remembered; and of how many declines it is known to what they belong. */
const MOST = 50;
/** Events at the end of a room in which a ring may wait for this to start. */
const LAST = 20;

interface Known {
  readonly event: MatrixEvent;
  readonly room: Room;
  readonly callerId: string;
  readonly own: boolean;
  readonly loud: boolean;
  readonly beganAt: number;
  readonly endsAt: number;
  facts: RingFacts;
  told: boolean;
}

/**
 * Follows the calls that ring in all rooms of an account. What is late, replayed or not meant is
 * sorted out here: how old a ring is says the server, and its caller has to be in the call.
 */
export class SessionCalls implements Calls {
  readonly rings = new Value<readonly Ring[]>([]);
  /** Event id → what is known; in the order of coming. */
  readonly #known = new Map<string, Known>();
  /** Declines whose ring is not readable yet: id of the ring → who said so, and how. */
  readonly #early = new Map<string, { readonly sender: string; readonly fact: RingFact }[]>();
  /** Sent by this device. */
  readonly #sent = new Set<string>();
  #engine: Engine | undefined;
  #batch: Batch<string> | undefined;
  #cancelEnd: (() => void) | undefined;

  constructor(private readonly ownUserId: string) {}

  /** Follows an engine for as long as it lives. */
  attach(engine: Engine): void {
    const { client, lifetime, bus } = engine;
    this.#engine = engine;
    this.#known.clear();
    this.#batch = new Batch(lifetime, GATHER, (roomIds) => this.#update(roomIds));
    const onTimeline = (event: MatrixEvent): void => this.#note(event);
    const onRedaction = (event: MatrixEvent): void => this.#batch?.add(event.getRoomId() ?? "");
    client.on(RoomEvent.Timeline, onTimeline);
    client.on(MatrixEventEvent.Decrypted, onTimeline);
    client.on(RoomEvent.Redaction, onRedaction);
    lifetime.add(() => {
      client.off(RoomEvent.Timeline, onTimeline);
      client.off(MatrixEventEvent.Decrypted, onTimeline);
      client.off(RoomEvent.Redaction, onRedaction);
      if (this.#engine === engine) this.#engine = undefined;
      this.#known.clear();
      this.rings.set([]);
    });
    lifetime.add(
      bus.onAnyRoom((roomId, aspect) => {
        if (aspect === "state" && this.#known.size > 0) this.#batch?.add(roomId);
      }),
    );
    // It may ring already: this is loaded after the first rooms.
    for (const room of client.getRooms()) {
      for (const event of room.getLiveTimeline().getEvents().slice(-LAST)) this.#note(event);
    }
  }

  async ring(roomId: string, membership?: string): Promise<void> {
    const engine = this.#need();
    const room = engine.settledRoom(roomId);
    if (room === undefined) throw new MatrixFailure("not-found", "The room is not known");
    if (peopleIn(room) < 2) return;
    const { userId: own, deviceId } = engine.tokens.credentials;
    const key = callMemberStateKey(own, deviceId);
    const state = room.currentState.getStateEvents(CALL_MEMBER_EVENT, key);
    const eventId = membership ?? state?.getId();
    if (eventId === undefined) throw new MatrixFailure("not-found", "Not in the call");
    const loud = peopleIn(room) === 2;
    const others = room
      .getMembers()
      .filter(({ userId, membership: state }) => userId !== this.ownUserId && state === "join")
      .map(({ userId }) => userId);
    const id = await this.#send(engine, roomId, RTC_NOTIFICATION_EVENT, {
      notification_type: loud ? "ring" : "notification",
      sender_ts: Date.now(),
      lifetime: RING_LIFETIME,
      // Whoever is not called by name is not woken either.
      "m.mentions": loud ? { user_ids: others } : {},
      "m.relates_to": { rel_type: "m.reference", event_id: eventId },
    });
    this.#sent.add(id);
    const event = room.findEventById(id);
    if (event !== undefined) this.#note(event);
  }

  async decline(id: string, reason: { readonly busy?: boolean; readonly text?: string }) {
    const known = this.#known.get(id);
    if (known === undefined) throw new MatrixFailure("not-found", "It does not ring any more");
    const busy = reason.busy === true;
    const text = cut(reason.text?.trim() ?? "", LONGEST_REASON);
    this.#learn(known, { kind: "declined", busy, ...(text === "" ? {} : { text }) });
    await this.#send(this.#need(), known.room.roomId, RTC_DECLINE_EVENT, {
      "m.relates_to": { rel_type: "m.reference", event_id: id },
      ...(busy || text !== ""
        ? {
            "chat.plenum.reason": { ...(busy ? { busy } : {}), ...(text === "" ? {} : { text }) },
          }
        : {}),
    });
  }

  keys(roomId: string): CallKeys {
    return new RoomCallKeys(this.#need(), roomId);
  }

  #need(): Engine {
    if (this.#engine === undefined) {
      throw new MatrixFailure("unreachable", "The session has not started");
    }
    return this.#engine;
  }

  /** matrix-js-sdk's types know only its own contents. Encrypts where the room does. */
  async #send(engine: Engine, roomId: string, type: string, content: object): Promise<string> {
    const answer = await failing(() =>
      engine.client.sendEvent(roomId, type as never, content as never),
    );
    return answer.event_id;
  }

  /** Looks at an event of any room, as it comes and again when it has been opened. */
  #note(event: MatrixEvent): void {
    const engine = this.#engine;
    if (engine === undefined || event.isState() || event.status !== null) return;
    if (Date.now() - event.localTimestamp > RECENT) return;
    const type = event.getType();
    if (type === "m.room.encrypted") {
      engine.client.decryptEventIfNeeded(event).catch(() => undefined);
    } else if (type === RTC_NOTIFICATION_EVENT) {
      this.#noteRing(engine, event);
    } else if (type === RTC_DECLINE_EVENT) {
      this.#noteDecline(event);
    }
  }

  #noteRing(engine: Engine, event: MatrixEvent): void {
    const id = event.getId();
    const callerId = event.getSender();
    const room = engine.client.getRoom(event.getRoomId());
    if (id === undefined || callerId === undefined || room === null || this.#known.has(id)) return;
    const own = callerId === this.ownUserId;
    // Of the person's other devices: nothing for this one to do.
    if (own && !this.#sent.has(id)) return;
    if (event.isRedacted() || event.isRelation("m.replace")) return;
    if (room.getMyMembership() !== "join" || engine.client.isUserIgnored(callerId)) return;
    const content = rtcNotificationSchema.safeParse(event.getContent()).data;
    if (content === undefined) return;
    // A server whose clock is ahead must not make it ring for longer.
    const beganAt = Math.min(event.localTimestamp, Date.now());
    const endsAt = beganAt + content.lifetime;
    if (endsAt <= Date.now()) return;
    const loud = content.notification_type === "ring" && peopleIn(room) <= 2;
    const known = {
      event,
      room,
      callerId,
      own,
      loud,
      beganAt,
      endsAt,
      facts: NO_FACTS,
      told: false,
    };
    if (!this.#supersede(known)) return;
    this.#known.set(id, known);
    this.#trim();
    this.#learn(known, { kind: "rang", endsAt });
    for (const { sender, fact } of this.#early.get(id) ?? []) this.#declined(known, sender, fact);
    this.#early.delete(id);
  }

  #noteDecline(event: MatrixEvent): void {
    // In an encrypted event the relation stands outside.
    const content = {
      ...event.getContent(),
      "m.relates_to": event.getWireContent()["m.relates_to"],
    };
    const decline = rtcDeclineSchema.safeParse(content).data;
    const sender = event.getSender();
    if (decline === undefined || sender === undefined || event.isRedacted()) return;
    const reason = decline["chat.plenum.reason"];
    const text = cut(cleanText(reason?.text ?? "").trim(), LONGEST_REASON);
    const fact: RingFact = {
      kind: "declined",
      busy: reason?.busy ?? false,
      ...(text === "" ? {} : { text }),
    };
    const id = decline["m.relates_to"].event_id;
    const known = this.#known.get(id);
    if (known !== undefined) {
      if (known.room.roomId === event.getRoomId()) this.#declined(known, sender, fact);
      return;
    }
    const waiting = this.#early.get(id) ?? [];
    if (waiting.length < MOST) this.#early.set(id, [...waiting, { sender, fact }]);
    if (this.#early.size > MOST) this.#early.delete(this.#early.keys().next().value ?? "");
  }

  #declined(known: Known, sender: string, fact: RingFact): void {
    // A callee minds only what they said themselves; a caller what the others say.
    if ((sender === this.ownUserId) !== known.own) this.#learn(known, fact);
  }

  /**
   * A caller rings once in a room: the newer takes the place of the older.
   * @returns false for one that is older than what is known
   */
  #supersede({ callerId, room, loud, beganAt }: Known): boolean {
    for (const [id, known] of this.#known) {
      if (known.callerId !== callerId || known.room !== room || known.loud !== loud) continue;
      if (known.beganAt > beganAt) return false;
      this.#known.delete(id);
    }
    return true;
  }

  #trim(): void {
    for (const id of this.#known.keys()) {
      if (this.#known.size <= MOST) return;
      this.#known.delete(id);
    }
  }

  #learn(known: Known, fact: RingFact): void {
    known.facts = withFact(known.facts, fact);
    this.#batch?.add(known.room.roomId);
  }

  #update(roomIds: ReadonlySet<string>): void {
    for (const known of this.#known.values()) {
      if (roomIds.has(known.room.roomId)) this.#lookAt(known);
    }
    this.#publish();
  }

  /** Who is in the call, and whether the ring still stands. */
  #lookAt(known: Known): void {
    const engine = this.#engine;
    const { room, callerId, own, event } = known;
    const add = (fact: RingFact): void => {
      known.facts = withFact(known.facts, fact);
    };
    if (event.isRedacted()) add({ kind: "withdrawn" });
    const members = callMembersOf(room, Date.now());
    add({ kind: members.some(({ userId }) => userId === callerId) ? "caller-in" : "caller-out" });
    for (const member of members) {
      if ((member.userId === this.ownUserId) === own) continue;
      const here = !own && member.deviceId === engine?.tokens.credentials.deviceId;
      // What was there before the ring, left behind by a device that vanished, is no answer.
      if (!isAfter(room, member, event)) continue;
      add({ kind: "joined", where: here ? "here" : "elsewhere" });
    }
  }

  #publish(): void {
    const now = Date.now();
    const shown = [...this.#known.values()].map((known): Ring => {
      const power = powerSourceOf(known.room);
      return {
        id: known.event.getId() ?? "",
        roomId: known.room.roomId,
        callerId: known.callerId,
        callerName: memberOf(known.room, known.callerId, power).displayName,
        own: known.own,
        loud: known.loud,
        state: ringState(known.facts, now),
        endsAt: known.endsAt,
      };
    });
    this.rings.set(shareList(this.rings.get(), shown, ({ id }) => id));
    this.#tellOver(now);
  }

  /** Lists count a call as missed only when it is over, and nothing but the time tells that. */
  #tellOver(now: number): void {
    this.#cancelEnd?.();
    let next = Infinity;
    for (const known of this.#known.values()) {
      if (isOver(ringState(known.facts, now))) {
        if (!known.told) this.#engine?.bus.touch(known.room.roomId, "timeline");
        known.told = true;
      } else next = Math.min(next, known.endsAt);
    }
    if (next === Infinity) return;
    this.#cancelEnd = this.#engine?.lifetime.timeout(Math.max(0, next - now) + 20, () =>
      this.#publish(),
    );
  }
}

/**
 * Whether somebody's place in the call was written after an event: by the servers' clocks, or by
 * ours and the age that our server tells, whichever says so.
 */
function isAfter(room: Room, { userId, deviceId }: ActiveCallMember, event: MatrixEvent): boolean {
  const key = callMemberStateKey(userId, deviceId);
  const written = room.currentState.getStateEvents(CALL_MEMBER_EVENT, key);
  if (written === null) return false;
  return written.getTs() >= event.getTs() || written.localTimestamp >= event.localTimestamp;
}

function peopleIn(room: Room): number {
  return room.getInvitedAndJoinedMemberCount();
}
