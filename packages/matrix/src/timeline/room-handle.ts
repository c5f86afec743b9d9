import { Announcement } from "../calls/announce.ts";
import type {
  CallAnnouncement,
  Member,
  Observable,
  RoomHandle as RoomHandleContract,
  RoomSummary,
  SendTextOptions,
  TimelineSnapshot,
} from "../contract.ts";
import { failing } from "../errors/failure.ts";
import type { LastState } from "../last-state/last-state.ts";
import { select } from "../observable/value.ts";
import type { RoomAspect } from "../session/bus.ts";
import type { Engine } from "../session/engine.ts";
import { eventAt } from "./history.ts";
import { CallMembers } from "./call-members.ts";
import { MessageWriter } from "./message-writer.ts";
import { OpenRoom } from "./open-room.ts";
import { Outbox } from "./outbox.ts";
import { OwnReceipts } from "./receipts.ts";
import { RoomPeople } from "./room-people.ts";
import { ShownTimeline } from "./shown-timeline.ts";
import { OwnTyping, sendTyping } from "./signals.ts";

/** Known messages with which an opened room can be shown. */
const ENOUGH = 20;
/** Milliseconds until such a room asks for more. */
const SUBSCRIBE_LATER = 400;

type CallMemberList = RoomHandleContract["callMembers"];

/** A room while somebody looks at it, on matrix-js-sdk. Each of its parts has a file of its own. */
export class RoomHandle extends MessageWriter implements RoomHandleContract {
  readonly summary: Observable<RoomSummary | undefined>;
  readonly timeline: Observable<TimelineSnapshot>;
  readonly members: Observable<readonly Member[]>;
  readonly callMembers: CallMemberList;
  readonly myPowerLevel: Observable<number>;
  readonly #open: OpenRoom;
  readonly #people: RoomPeople;
  readonly #call: CallMembers;
  readonly #timeline: ShownTimeline;
  protected readonly outbox: Outbox;
  readonly #receipts: OwnReceipts;
  readonly #typing: OwnTyping;
  #users = 0;
  #missed = new Set<RoomAspect>();

  constructor(
    readonly id: string,
    private readonly engine: Engine,
    rooms: Observable<ReadonlyMap<string, RoomSummary>>,
    private readonly kept: LastState | undefined,
    /** Nobody looks at the room any more. */
    private readonly released: () => void,
  ) {
    super();
    this.summary = select(rooms, (all) => all.get(id));
    this.#open = new OpenRoom(id, engine, (aspects) => this.#update(aspects));
    this.#people = new RoomPeople(this.#open);
    this.#call = new CallMembers(this.#open, this.#people);
    this.#timeline = new ShownTimeline(this.#open, this.#people);
    this.outbox = new Outbox(this.#open, this.#timeline);
    this.#receipts = new OwnReceipts(this.#open);
    this.#typing = new OwnTyping(this.#open.lifetime, (typing) =>
      this.#open.quietly(sendTyping(engine, id, typing)),
    );
    this.timeline = this.#timeline.snapshot;
    this.members = this.#people.members;
    this.myPowerLevel = this.#people.myPowerLevel;
    this.callMembers = this.#call.members;
    this.#open.lifetime.add(engine.lifetime.add(() => this.end()));
    this.#subscribe();
    this.#update(new Set<RoomAspect>(["timeline", "state", "receipt", "typing"]));
    if (kept !== undefined) void this.#remember(kept);
  }

  get ended(): boolean {
    return this.#open.lifetime.ended;
  }

  /** Somebody more looks at the room. */
  retain(): void {
    this.#users += 1;
    const missed = this.#missed;
    this.#missed = new Set();
    if (missed.size > 0) this.#update(missed);
    this.#noteSeen();
  }

  close(): void {
    this.#users -= 1;
    if (this.#users > 0 || this.ended) return;
    // Whoever comes back finds the newest messages.
    this.#timeline.setFollowing(true);
    this.#timeline.showLatest();
    this.released();
  }

  /** Lets go of everything; the handle is void then. */
  end(): void {
    this.#open.lifetime.end();
  }

  async loadOlder(): Promise<void> {
    return this.#timeline.load("older");
  }

  async loadNewer(): Promise<void> {
    return this.#timeline.load("newer");
  }

  async showAround(eventId: string): Promise<string> {
    return this.#timeline.showAround(eventId);
  }

  showLatest(): void {
    this.#timeline.showLatest();
  }

  setFollowing(following: boolean): void {
    this.#timeline.setFollowing(following);
  }

  threadOf(eventId: string): string | undefined {
    return this.#timeline.threadOf(eventId);
  }

  async eventAt(timestamp: number): Promise<string> {
    return eventAt(this.engine.api, this.id, timestamp);
  }

  loadQuoted(eventId: string): void {
    this.#timeline.loadQuoted(eventId);
  }

  sendText(text: string, options?: SendTextOptions): void {
    this.outbox.sendText(text, options);
  }

  sendContent(type: string, content: Readonly<Record<string, unknown>>): void {
    this.outbox.send(type, content);
  }

  markRead(): void {
    this.#receipts.markRead();
  }

  setTyping(typing: boolean): void {
    const room = this.#open.room();
    if (room === undefined) return;
    // Whoever types will send: what that needs to know, and the keys, can be fetched meanwhile.
    if (typing) {
      const crypto = this.engine.client.getCrypto();
      crypto?.prepareToEncrypt(room);
      crypto?.isEncryptionEnabledInRoom(this.id).catch(() => undefined);
    }
    this.#typing.set(typing);
  }

  async invite(userId: string): Promise<void> {
    // With a visible history, matrix-js-sdk hands over the keys of it as well (MSC4268).
    await failing(() => this.engine.client.invite(this.id, userId));
  }

  async announceCall(options: { readonly replaces?: string } = {}): Promise<CallAnnouncement> {
    const { userId, deviceId } = this.engine.tokens.credentials;
    const announcement = new Announcement(
      this.engine.api,
      { roomId: this.id, userId, deviceId, ...options },
      this.engine.lifetime,
    );
    await announcement.start();
    return announcement;
  }

  /** Asks for the newest messages; where a screen of them is there already, that does not hurry. */
  #subscribe(): void {
    const { lifetime, engine } = this.#open;
    const subscribe = (): void => void lifetime.add(engine.sync.subscribeTo(this.id));
    const known = this.#open.room()?.getLiveTimeline().getEvents().length ?? 0;
    if (known < ENOUGH) subscribe();
    else lifetime.timeout(SUBSCRIBE_LATER, subscribe);
  }

  async #remember(kept: LastState): Promise<void> {
    this.#open.lifetime.add(this.timeline.subscribe(() => this.#noteSeen()));
    if (this.timeline.get().items.length > 1) return;
    const timeline = await kept.timeline(this.id);
    if (timeline !== undefined) this.#timeline.remember(timeline);
  }

  #noteSeen(): void {
    if (this.#users > 0) this.kept?.visited(this.id, this.timeline.get());
  }

  #update(aspects: ReadonlySet<RoomAspect>): void {
    const room = this.#open.room();
    if (room === undefined || this.#open.lifetime.ended) return;
    if (this.#users === 0 && this.timeline.get().items.length >= ENOUGH) {
      // Kept ready without anybody looking: the rest is worked in when somebody does.
      for (const aspect of aspects) this.#missed.add(aspect);
      return;
    }
    if (aspects.has("state")) {
      this.#people.update(room);
      this.#call.update(room);
    }
    this.#timeline.update(room, aspects);
    this.outbox.sendWaiting();
  }
}
