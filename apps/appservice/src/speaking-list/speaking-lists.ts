import type { Pool } from "pg";
import {
  EMPTY_LIST,
  FLOOR_EVENT,
  floorContentSchema,
  foldAll,
  HAND_EVENT,
  HAND_LIFETIME,
  isPhoneUserId,
  publishedFloor,
  SPEAKING_COMMAND_EVENT,
  type ControlConferences,
  type InstallationConfig,
  type SpeakingCommand,
  type SpeakingEvent,
  type SpeakingList,
} from "@plenum/model";
import type { AuditLog } from "../audit/audit-log.ts";
import type { CallApplier } from "../calls/apply/applier.ts";
import {
  ConferenceServerUnreachable,
  type ConferenceControl,
} from "../calls/conference-control.ts";
import { holdingLock } from "../database/database.ts";
import type { Logger } from "../logging/logger.ts";
import { Latest } from "../maintenance/latest.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import { HomeserverError } from "../matrix/homeserver-error.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import type { MatrixEvent } from "../matrix/transactions.ts";
import { auditNoteOf } from "./audit-notes.ts";
import { namesPhone, phoneEvents, phonesByRoom, PhoneWatch, type PhoneInCall } from "./phones.ts";
import { mayStand, readSpeakingEvent, type CommandFacts } from "./read-event.ts";
import type { KeptList, SpeakingStore } from "./store.ts";
import { newsOf } from "./timeline.ts";

export interface SpeakingListsParts {
  readonly config: Pick<InstallationConfig, "serverName">;
  readonly pool: Pool;
  readonly store: SpeakingStore;
  readonly gateway: Pick<
    MatrixGateway,
    "botUserId" | "messages" | "redact" | "sendEvent" | "sendState" | "stateContent"
  >;
  readonly rooms: Pick<RoomReader, "callFacts">;
  readonly control: Pick<ConferenceControl, "conferences">;
  readonly applier: Pick<CallApplier, "attempt">;
  readonly audit: Pick<AuditLog, "record">;
  readonly log: Logger;
}

/**
 * Keeps the speaking lists: the one writer of `chat.plenum.floor`. What the homeserver tells is only
 * the sign that a room is to be looked at; what has happened, and in which order, is read from the
 * room. So events that come twice, in another order or not at all make no difference, and after a kill
 * at any point the same work is done again to the same end. Replicas take turns by a lock for each room.
 */
export class SpeakingLists {
  private readonly phones = new PhoneWatch();
  private readonly running = new Latest((roomId: string) => this.once(roomId));

  constructor(private readonly parts: SpeakingListsParts) {}

  /**
   * An event of a room of the bot. It is written down before the homeserver is answered, and worked
   * off afterwards.
   */
  async handle(event: MatrixEvent): Promise<void> {
    const { room_id: roomId, type, sender } = event;
    const { store, gateway } = this.parts;
    if (roomId === undefined) return;
    if (type === HAND_EVENT || type === SPEAKING_COMMAND_EVENT) {
      await store.markDue(roomId);
    } else if (type === "m.room.redaction" && sender !== gateway.botUserId) {
      if (!(await store.markDueIfListed(roomId, false))) return;
    } else if ((type === "m.room.member" && isLeaving(event)) || type === "m.room.power_levels") {
      if (!(await store.markDueIfListed(roomId, true))) return;
    } else {
      return;
    }
    void this.attempt(roomId);
  }

  /**
   * Asks for a change on behalf of somebody, and waits until it has been worked off.
   * @returns the list afterwards
   * @throws HomeserverError 403 where the bot is not in the room
   */
  async command(roomId: string, by: string, command: SpeakingCommand): Promise<SpeakingList> {
    const { gateway, store } = this.parts;
    const content = { ...command, by };
    const id = await gateway.sendEvent(
      roomId,
      SPEAKING_COMMAND_EVENT,
      content,
      crypto.randomUUID(),
    );
    await store.markDue(roomId);
    // A homeserver of several processes may need a moment until all of them know the event.
    for (let tries = 0; tries < 10; tries += 1) {
      await this.running.run(roomId);
      const kept = await store.load(roomId);
      if (kept?.list.handled.includes(id) === true) return kept.list;
      await new Promise((resolve) => setTimeout(resolve, 50 * (tries + 1)));
      await store.markDue(roomId);
    }
    throw new Error("The room does not show a command that was just given");
  }

  /** After a start: everything in which people may have gone on meanwhile. */
  async catchUp(): Promise<void> {
    await this.parts.store.markAllDue();
    await this.runDue(0);
  }

  /** Telephones stand in no room: what they do is seen in the calls, every few seconds. */
  async look(conferences: ControlConferences["conferences"]): Promise<void> {
    const { store } = this.parts;
    // Who was in a list when this process came may have hung up before.
    const rooms =
      this.phones.changed(conferences) ??
      new Set([...(await store.roomsWithPhones()), ...phonesByRoom(conferences).keys()]);
    for (const roomId of rooms) {
      await store.markDue(roomId);
      void this.attempt(roomId);
    }
  }

  /** Rooms that were left lying: by a replica that is gone, or because something was away. */
  async runDue(olderThanSeconds: number): Promise<void> {
    for (const roomId of await this.parts.store.allDue(olderThanSeconds))
      await this.attempt(roomId);
  }

  private async attempt(roomId: string): Promise<void> {
    try {
      await this.running.run(roomId);
    } catch (error) {
      this.parts.log.warn({ err: error }, "a speaking list could not be brought up to date yet");
    }
  }

  private async once(roomId: string): Promise<void> {
    const { store } = this.parts;
    const due = await store.due(roomId);
    if (due === undefined) return;
    try {
      const kept = await store.load(roomId);
      const news = await this.read(roomId, kept, due.members);
      const turned = news.events.length > 0 && (await this.fold(roomId, news.from, news.events));
      if (kept !== undefined || news.events.length > 0) await this.show(roomId, turned);
    } catch (error) {
      // Not a room of the bot, or not any more: nobody keeps a list there.
      if (!(error instanceof HomeserverError) || ![403, 404].includes(error.status)) throw error;
    }
    await store.notDue(roomId, due);
  }

  /** What has happened since, as the rules want to have it. */
  private async read(
    roomId: string,
    kept: KeptList | undefined,
    checkMembers: boolean,
  ): Promise<{ readonly from: SpeakingList; readonly events: readonly SpeakingEvent[] }> {
    const { gateway, rooms, config } = this.parts;
    const now = Date.now();
    const from = kept?.list ?? (await this.beginning(roomId, now));
    const known = new Set(from.handled);
    const far = ({ origin_server_ts: at = 0 }: MatrixEvent): boolean =>
      kept === undefined && at < now - HAND_LIFETIME;
    const news = await newsOf(gateway, roomId, (id) => known.has(id), far);
    const asks = this.phones.sees(roomId) || namesPhone(from, news);
    const phones = asks ? await this.phonesIn(roomId) : undefined;
    let facts: CommandFacts | undefined;
    const asked = news.some(({ type }) => type === SPEAKING_COMMAND_EVENT || type === HAND_EVENT);
    if (asked || checkMembers) {
      const found = await rooms.callFacts(roomId);
      const { botUserId } = gateway;
      const byId = new Map(phones?.map((phone) => [phone.person, phone]));
      facts = found && { ...found, botUserId, serverName: config.serverName, phones: byId };
    }
    const events = news.map((event): SpeakingEvent => {
      const deed = far(event) ? { type: "void" as const } : readSpeakingEvent(event, facts);
      // A server whose clock is fast cannot put anything into the future.
      const at = Math.max(0, Math.min(Math.floor(event.origin_server_ts ?? now), now));
      return Object.assign({}, deed, { id: event.event_id ?? "", at });
    });
    if (phones !== undefined) events.push(...phoneEvents(from, phones, now));
    // Of a room that cannot be read nobody is known to have gone.
    if (!checkMembers || facts === undefined) return { from, events };
    const present = facts;
    const people = new Set([
      ...[...from.queue, ...from.turns].map(({ person }) => person),
      ...events.flatMap((event) => (event.type === "hand" ? [event.person] : [])),
    ]);
    const gone = [...people].filter(
      (person) => !isPhoneUserId(person) && !mayStand(present, person),
    );
    return {
      from,
      events: [
        ...events,
        ...gone.map((person): SpeakingEvent => {
          return { type: "gone", person, id: `gone ${person} ${now}`, at: now };
        }),
      ],
    };
  }

  /** @returns undefined while nobody can say which there are: then nothing is made of it */
  private async phonesIn(roomId: string): Promise<readonly PhoneInCall[] | undefined> {
    try {
      const { conferences } = await this.parts.control.conferences();
      const phones = phonesByRoom(conferences).get(roomId) ?? [];
      this.phones.saw(roomId, phones);
      return phones;
    } catch (error) {
      if (error instanceof ConferenceServerUnreachable) return undefined;
      throw error;
    }
  }

  /** The list of a room that has none yet, with those to whom the floor was given before. */
  private async beginning(roomId: string, now: number): Promise<SpeakingList> {
    const content = await this.parts.gateway.stateContent(roomId, FLOOR_EVENT, "");
    const floor = floorContentSchema.safeParse(content);
    const holders = floor.success ? floor.data.holders : [];
    return {
      ...EMPTY_LIST,
      several: holders.length > 1,
      turns: holders.map((person) => ({ person, kind: "speak", since: now })),
    };
  }

  /** @returns whether somebody else has the floor afterwards */
  private fold(
    roomId: string,
    beginning: SpeakingList,
    events: readonly SpeakingEvent[],
  ): Promise<boolean> {
    const { pool, store, audit } = this.parts;
    return holdingLock(pool, `speaking-list ${roomId}`, async (client) => {
      // Another replica may have been faster: what it has done is done.
      const kept = await store.load(roomId, client);
      const before = kept?.list ?? beginning;
      const step = foldAll(events, before);
      if (step.list === before) return false;
      const changed = kept === undefined || !sameToSee(before, step.list);
      await store.keep(roomId, step, changed, client);
      for (const record of step.records) {
        const note = auditNoteOf(roomId, record);
        if (note !== undefined) await audit.record(note, client);
      }
      return step.list.turns !== before.turns;
    });
  }

  /** Writes the list into the room, lowers hands, and has the call follow where it has to. */
  private async show(roomId: string, turned: boolean): Promise<void> {
    const { pool, store, gateway, applier } = this.parts;
    let following: Promise<void> | undefined;
    await holdingLock(pool, `speaking-list shown ${roomId}`, async (client) => {
      const kept = await store.load(roomId, client);
      if (kept === undefined) return;
      const { list, version, published, lowering } = kept;
      if (published >= version && lowering.length === 0) return;
      if (published < version) {
        await gateway.sendState(roomId, FLOOR_EVENT, "", publishedFloor(list, version));
      }
      // At once: the room's own echo of it comes later.
      if (turned) following = applier.attempt(roomId);
      // Not before the list shows what has become of them.
      await Promise.all(lowering.map((hand) => this.lower(roomId, hand)));
      await store.shown(roomId, version, lowering, client);
    });
    await following;
  }

  private async lower(roomId: string, hand: string): Promise<void> {
    try {
      await this.parts.gateway.redact(roomId, hand);
    } catch (error) {
      // A hand that is gone already, or that the bot may not touch, stays as it is.
      if (!(error instanceof HomeserverError) || error.status >= 500 || error.status === 429) {
        throw error;
      }
    }
  }
}

function isLeaving(event: MatrixEvent): boolean {
  const { membership } = event.content;
  return membership === "leave" || membership === "ban";
}

/** Whether everybody would see the same of two lists. */
function sameToSee(one: SpeakingList, other: SpeakingList): boolean {
  return seenOf(one) === seenOf(other);
}

function seenOf(list: SpeakingList): string {
  return JSON.stringify(publishedFloor({ ...list, at: 0 }, 0));
}
