import { EventTimeline } from "matrix-js-sdk/lib/models/event-timeline.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { TimelineItem, TimelineSnapshot } from "../contract.ts";
import { failing } from "../errors/failure.ts";
import { mainReadUpTo } from "../rooms/reading.ts";
import type { KeptTimeline } from "../last-state/shape.ts";
import { share, shareList } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import { buildTimeline } from "./build.ts";
import { rawEventsOf } from "./from-sdk.ts";
import type { OpenRoom } from "./open-room.ts";
import type { RoomPeople } from "./room-people.ts";

/** Events of one step back. */
const PAGE = 40;
/** Steps in a row that may bring nothing to see (reactions, renewed call memberships). */
const EMPTY_PAGES = 5;

const EMPTY: TimelineSnapshot = {
  items: [],
  canLoadOlder: false,
  loadingOlder: false,
  typing: [],
};

type Backend = Parameters<MatrixEvent["attemptDecryption"]>[0];

/** The newest stretch of a room as people see it, and the way further back. */
export class LiveTimeline {
  readonly snapshot = new Value<TimelineSnapshot>(EMPTY);
  #loadingOlder = false;
  /** Shown from the last state: stays until the room's newest messages are really there. */
  #remembered: KeptTimeline | undefined;

  constructor(
    private readonly open: OpenRoom,
    private readonly people: RoomPeople,
  ) {}

  /** Shows the newest messages as they were seen last, unless newer ones are there already. */
  remember(kept: KeptTimeline): void {
    if (this.open.lifetime.ended || this.snapshot.get().items.length > 1) return;
    this.#remembered = kept;
    const room = this.open.room();
    if (room !== undefined && this.#isCurrent(room)) return;
    this.snapshot.set({ ...EMPTY, ...kept });
  }

  async loadOlder(): Promise<void> {
    const room = this.open.room();
    if (
      room === undefined ||
      this.#remembered !== undefined ||
      this.#loadingOlder ||
      !canLoadOlder(room)
    )
      return;
    this.#loadingOlder = true;
    this.#publish(room);
    try {
      await failing(() => this.#pageBack(room));
    } finally {
      this.#loadingOlder = false;
      if (!this.open.lifetime.ended) this.#publish(room);
    }
  }

  update(room: Room): void {
    this.#decrypt(room);
    if (this.#remembered !== undefined && !this.#isCurrent(room)) return;
    this.#remembered = undefined;
    this.#publish(room);
  }

  /**
   * Whether the room has as many messages as its view needs. The first answers of the server bring
   * only the newest one: putting that in the place of what is remembered would jump.
   */
  #isCurrent(room: Room): boolean {
    return room.getPendingEvents().length > 0 || this.open.engine.sync.hasAnswered(this.open.id);
  }

  async #pageBack(room: Room): Promise<void> {
    const before = this.snapshot.get().items.length;
    for (let page = 0; page < EMPTY_PAGES; page += 1) {
      const more = await this.open.engine.client.paginateEventTimeline(room.getLiveTimeline(), {
        backwards: true,
        limit: PAGE,
      });
      if (this.open.lifetime.ended || !more) return;
      if (this.#build(room).length > before) return;
    }
  }

  #decrypt(room: Room): void {
    // The public type of the crypto hides that it also decrypts; there is no other way to it.
    const backend = this.open.engine.client.getCrypto() as unknown as Backend;
    for (const event of room.getLiveTimeline().getEvents()) {
      if (event.shouldAttemptDecryption()) this.open.quietly(event.attemptDecryption(backend));
    }
  }

  #build(room: Room): readonly TimelineItem[] {
    return buildTimeline(rawEventsOf(room, this.open.ownUserId), {
      ownUserId: this.open.ownUserId,
      now: Date.now(),
      memberOf: (userId) => this.people.member(room, userId),
    });
  }

  #publish(room: Room): void {
    const before = this.snapshot.get();
    const readUpTo = mainReadUpTo(this.open.engine, room);
    const typing = room.currentState
      .getMembers()
      .filter(
        (member) =>
          this.open.engine.agency.typing && member.typing && member.userId !== this.open.ownUserId,
      )
      .map((member) => this.people.member(room, member.userId));
    const next: TimelineSnapshot = {
      items: shareList(before.items, this.#build(room), (item) => item.key),
      canLoadOlder: canLoadOlder(room),
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
    if (!same) this.snapshot.set(next);
  }
}

function canLoadOlder(room: Room): boolean {
  return room.getLiveTimeline().getPaginationToken(EventTimeline.BACKWARDS) !== null;
}
