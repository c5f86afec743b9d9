import { EventStatus } from "matrix-js-sdk/lib/models/event-status.js";
import { EventTimeline } from "matrix-js-sdk/lib/models/event-timeline.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { Announcement } from "../calls/announce.ts";
import { callMembersOf } from "../calls/from-sdk.ts";
import type {
  CallAnnouncement,
  Member,
  Observable,
  RoomHandle as RoomHandleContract,
  RoomSummary,
  SendTextOptions,
  ThreadPlace,
  TimelineSnapshot,
} from "../contract.ts";
import { failing, MatrixFailure } from "../errors/failure.ts";
import { memberOf, membersOf, powerSourceOf } from "../members/from-sdk.ts";
import { powerOf } from "../members/power.ts";
import { Batch } from "../observable/batch.ts";
import { Lifetime } from "../observable/lifetime.ts";
import { share, shareList } from "../observable/share.ts";
import { select, Value } from "../observable/value.ts";
import type { RoomAspect } from "../session/bus.ts";
import type { Engine } from "../session/engine.ts";
import { field } from "../untrusted/guards.ts";
import { buildTimeline } from "./build.ts";
import { rawEventsOf } from "./from-sdk.ts";
import { failedAt, ownReaction } from "./own-events.ts";
import { sendFileTo } from "./send-file.ts";
import { editContent, relationTo, textContent } from "./sending.ts";

/** Events of one step back. */
const PAGE = 40;
/** Steps in a row that may bring nothing to see (reactions, renewed call memberships). */
const EMPTY_PAGES = 5;
const TYPING_TIMEOUT = 20_000;
/** Milliseconds for which a receipt waits for the next one. */
const RECEIPT_DELAY = 300;

type CallMembers = ReturnType<RoomHandleContract["callMembers"]["get"]>;

const EMPTY: TimelineSnapshot = {
  items: [],
  canLoadOlder: false,
  loadingOlder: false,
  typing: [],
};

/** A room while somebody looks at it, on matrix-js-sdk. */
export class RoomHandle implements RoomHandleContract {
  readonly summary: Observable<RoomSummary | undefined>;
  readonly timeline = new Value<TimelineSnapshot>(EMPTY);
  readonly members = new Value<readonly Member[]>([]);
  readonly callMembers = new Value<CallMembers>([]);
  readonly myPowerLevel = new Value<number>(0);
  readonly #lifetime = new Lifetime();
  readonly #batch: Batch<RoomAspect>;
  readonly #own: string;
  #memberCache = new Map<string, Member>();
  #loadingOlder = false;
  #membersWanted = false;
  #waiting: (() => void)[] = [];
  #cancelExpiry: (() => void) | undefined;
  #receiptWaits = false;
  #lastReceipt: string | undefined;

  constructor(
    readonly id: string,
    private readonly engine: Engine,
    rooms: Observable<ReadonlyMap<string, RoomSummary>>,
  ) {
    this.#own = engine.tokens.credentials.userId;
    this.summary = select(rooms, (all) => all.get(id));
    this.#batch = new Batch(this.#lifetime, 0, (aspects) => this.#update(aspects));
    this.#lifetime.add(engine.bus.onRoom(id, (aspect) => this.#batch.add(aspect)));
    this.#lifetime.add(engine.sync.subscribeTo(id));
    this.#lifetime.add(engine.lifetime.add(() => this.close()));
    this.#update(new Set<RoomAspect>(["timeline", "state", "receipt", "typing"]));
  }

  close(): void {
    this.#lifetime.end();
  }

  async loadOlder(): Promise<void> {
    const room = this.#room();
    if (room === undefined || this.#loadingOlder || !this.#canLoadOlder(room)) return;
    this.#loadingOlder = true;
    this.#publishTimeline();
    try {
      await failing(() => this.#pageBack(room));
    } finally {
      this.#loadingOlder = false;
      if (!this.#lifetime.ended) this.#publishTimeline();
    }
  }

  sendText(text: string, options?: SendTextOptions): void {
    this.#send("m.room.message", textContent(text, options));
  }

  sendContent(type: string, content: Readonly<Record<string, unknown>>): void {
    this.#send(type, content);
  }

  async sendFile(
    file: File,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
    thread?: ThreadPlace,
  ): Promise<void> {
    const room = this.#need();
    const content = await sendFileTo(
      this.engine,
      room.hasEncryptionStateEvent(),
      file,
      onProgress,
      AbortSignal.any([signal, this.engine.lifetime.signal]),
    );
    const relation = relationTo(thread);
    this.#send("m.room.message", {
      ...content,
      ...(relation === undefined ? {} : { "m.relates_to": relation }),
    });
  }

  edit(eventId: string, text: string, options?: Parameters<RoomHandleContract["edit"]>[2]): void {
    const original: unknown = this.#room()?.findEventById(eventId)?.getOriginalContent();
    this.#send("m.room.message", editContent(eventId, original, text, options));
  }

  async redact(eventId: string, reason?: string): Promise<void> {
    await this.#orUndo(() =>
      this.engine.client.redactEvent(
        this.id,
        eventId,
        undefined,
        reason === undefined ? {} : { reason },
      ),
    );
  }

  async react(eventId: string, key: string): Promise<void> {
    const room = this.#need();
    const mine = ownReaction(room, this.#own, eventId, key);
    // The same reaction again takes it back.
    if (mine !== undefined) return this.redact(mine);
    await this.#orUndo(() =>
      this.#sendEvent("m.reaction", {
        "m.relates_to": { rel_type: "m.annotation", event_id: eventId, key },
      }),
    );
  }

  retry(key: string): void {
    const room = this.#room();
    if (room === undefined) return;
    for (const event of failedAt(room, this.#own, this.timeline.get().items, key)) {
      this.#quietly(this.engine.client.resendEvent(event, room));
    }
    this.#batch.add("timeline");
    this.#batch.flush();
  }

  discard(key: string): void {
    const room = this.#room();
    if (room === undefined) return;
    for (const event of failedAt(room, this.#own, this.timeline.get().items, key))
      this.engine.client.cancelPendingEvent(event);
    this.#batch.add("timeline");
    this.#batch.flush();
  }

  markRead(): void {
    if (this.#receiptWaits) return;
    this.#receiptWaits = true;
    this.#lifetime.timeout(RECEIPT_DELAY, () => {
      this.#receiptWaits = false;
      this.#sendReceipt();
    });
  }

  setTyping(typing: boolean): void {
    const room = this.#room();
    if (room === undefined) return;
    // Whoever types will send: the keys for it can be handed out meanwhile.
    if (typing) this.engine.client.getCrypto()?.prepareToEncrypt(room);
    this.#quietly(this.engine.client.sendTyping(this.id, typing, TYPING_TIMEOUT));
  }

  async invite(userId: string): Promise<void> {
    // With a visible history, matrix-js-sdk hands over the keys of it as well (MSC4268).
    await failing(() => this.engine.client.invite(this.id, userId));
  }

  async announceCall(): Promise<CallAnnouncement> {
    const announcement = new Announcement(
      this.engine.api,
      {
        roomId: this.id,
        userId: this.#own,
        deviceId: this.engine.tokens.credentials.deviceId,
      },
      this.engine.lifetime,
    );
    await announcement.start();
    return announcement;
  }

  #room(): Room | undefined {
    return this.engine.settledRoom(this.id);
  }

  #need(): Room {
    const room = this.#room();
    if (room === undefined) throw new MatrixFailure("not-found", "The room is not known yet");
    return room;
  }

  #send(type: string, content: Readonly<Record<string, unknown>>): void {
    if (this.#room() === undefined) {
      // Not before it is known whether the room is encrypted.
      this.#waiting.push(() => this.#send(type, content));
      return;
    }
    // The failure stays in the timeline, at the message.
    this.#quietly(this.#sendEvent(type, content));
    this.#batch.add("timeline");
    this.#batch.flush();
  }

  /** matrix-js-sdk's types know only its own contents. */
  async #sendEvent(type: string, content: Readonly<Record<string, unknown>>): Promise<unknown> {
    return this.engine.client.sendEvent(this.id, type as never, content as never);
  }

  /** Runs a change that has no line of its own to fail at: if it fails, its echo goes again. */
  async #orUndo(work: () => Promise<unknown>): Promise<void> {
    const room = this.#need();
    const before = new Set(room.getPendingEvents());
    const running = work();
    const echoes = room.getPendingEvents().filter((event) => !before.has(event));
    this.#batch.add("timeline");
    this.#batch.flush();
    try {
      await failing(() => running);
    } catch (error) {
      for (const event of echoes) {
        if (event.status === EventStatus.NOT_SENT) this.engine.client.cancelPendingEvent(event);
      }
      this.#batch.add("timeline");
      throw error;
    }
  }

  #quietly(promise: Promise<unknown>): void {
    promise.catch(() => this.#batch.add("timeline"));
  }

  #canLoadOlder(room: Room): boolean {
    return room.getLiveTimeline().getPaginationToken(EventTimeline.BACKWARDS) !== null;
  }

  async #pageBack(room: Room): Promise<void> {
    const before = this.timeline.get().items.length;
    for (let page = 0; page < EMPTY_PAGES; page += 1) {
      const more = await this.engine.client.paginateEventTimeline(room.getLiveTimeline(), {
        backwards: true,
        limit: PAGE,
      });
      if (this.#lifetime.ended || !more) return;
      const items = buildTimeline(rawEventsOf(room, this.#own), this.#context(room));
      if (items.length > before) return;
    }
  }

  #sendReceipt(): void {
    const last = this.#room()
      ?.getLiveTimeline()
      .getEvents()
      .findLast((event) => event.status === null);
    const eventId = last?.getId();
    if (last === undefined || eventId === undefined || eventId === this.#lastReceipt) return;
    this.#lastReceipt = eventId;
    const { client } = this.engine;
    client
      // One for the whole room, threads included: counts must never stick.
      .sendReadReceipt(last, undefined, true)
      .then(() => client.setRoomReadMarkersHttpRequest(this.id, eventId, eventId))
      .catch(() => {
        this.#lastReceipt = undefined;
      });
  }

  #update(aspects: ReadonlySet<RoomAspect>): void {
    const room = this.#room();
    if (room === undefined || this.#lifetime.ended) return;
    if (aspects.has("state")) {
      this.#memberCache = new Map();
      this.#wantMembers(room);
      this.myPowerLevel.set(powerOf(this.#own, powerSourceOf(room)));
      this.members.set(shareList(this.members.get(), membersOf(room), (member) => member.userId));
      this.#updateCall(room);
    }
    this.#decrypt(room);
    this.#publishTimeline();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const send of waiting) send();
  }

  #wantMembers(room: Room): void {
    if (this.#membersWanted) return;
    this.#membersWanted = true;
    room.loadMembersIfNeeded().then(
      () => this.#batch.add("state"),
      () => {
        this.#membersWanted = false;
      },
    );
  }

  #updateCall(room: Room): void {
    const now = Date.now();
    const active = callMembersOf(room, now);
    const members = active.map(({ userId, deviceId, since }) => ({
      userId,
      deviceId,
      displayName: this.#member(room, userId).displayName,
      since,
    }));
    this.callMembers.set(
      shareList(this.callMembers.get(), members, (entry) => `${entry.userId} ${entry.deviceId}`),
    );
    this.#cancelExpiry?.();
    this.#cancelExpiry = undefined;
    if (active.length === 0) return;
    const next = Math.min(...active.map((member) => member.expiresAt)) - now + 50;
    this.#cancelExpiry = this.#lifetime.timeout(next, () => this.#batch.add("state"));
  }

  #decrypt(room: Room): void {
    for (const event of room.getLiveTimeline().getEvents()) {
      if (event.shouldAttemptDecryption()) this.#quietly(event.attemptDecryption(this.#backend()));
    }
  }

  #backend(): Parameters<MatrixEvent["attemptDecryption"]>[0] {
    // The public type of the crypto hides that it also decrypts; there is no other way to it.
    return this.engine.client.getCrypto() as unknown as Parameters<
      MatrixEvent["attemptDecryption"]
    >[0];
  }

  #member(room: Room, userId: string): Member {
    const known = this.#memberCache.get(userId);
    if (known !== undefined) return known;
    const member = memberOf(room, userId, powerSourceOf(room));
    this.#memberCache.set(userId, member);
    return member;
  }

  #context(room: Room) {
    return {
      ownUserId: this.#own,
      now: Date.now(),
      memberOf: (userId: string) => this.#member(room, userId),
    };
  }

  #publishTimeline(): void {
    const room = this.#room();
    if (room === undefined) return;
    const before = this.timeline.get();
    const items = buildTimeline(rawEventsOf(room, this.#own), this.#context(room));
    const readUpTo = this.#readMarker(room);
    const typing = room.currentState
      .getMembers()
      .filter((member) => member.typing && member.userId !== this.#own)
      .map((member) => this.#member(room, member.userId));
    const next: TimelineSnapshot = {
      items: shareList(before.items, items, (item) => item.key),
      canLoadOlder: this.#canLoadOlder(room),
      loadingOlder: this.#loadingOlder,
      ...(readUpTo === undefined ? {} : { readUpTo }),
      typing: share(before.typing, typing),
    };
    const same =
      next.items === before.items &&
      next.typing === before.typing &&
      next.canLoadOlder === before.canLoadOlder &&
      next.loadingOlder === before.loadingOlder &&
      next.readUpTo === before.readUpTo;
    if (!same) this.timeline.set(next);
  }

  #readMarker(room: Room): string | undefined {
    const receipt = room.getEventReadUpTo(this.#own);
    if (receipt !== null) return receipt;
    const marker = field(room.getAccountData("m.fully_read")?.getContent(), "event_id");
    return typeof marker === "string" ? marker : undefined;
  }
}
