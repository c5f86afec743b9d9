import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { Member } from "../contract.ts";
import { memberOf, membersOf, powerSourceOf } from "../members/from-sdk.ts";
import { powerOf } from "../members/power.ts";
import { share, shareList } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import type { OpenRoom } from "./open-room.ts";

/** Milliseconds. */
const LOAD_LATER = 300;

/** Who is in an open room, and what one may do in it oneself. */
export class RoomPeople {
  readonly members = new Value<readonly Member[]>([]);
  readonly myPowerLevel = new Value<number>(0);
  #cache = new Map<string, Member>();
  #before: ReadonlyMap<string, Member> = new Map();
  #wanted = false;

  constructor(private readonly open: OpenRoom) {}

  /** Reads everybody anew, after the state of the room has changed. */
  update(room: Room): void {
    this.#before = this.#cache;
    this.#cache = new Map();
    this.#want(room);
    this.myPowerLevel.set(powerOf(this.open.ownUserId, powerSourceOf(room)));
    this.members.set(shareList(this.members.get(), membersOf(room), (member) => member.userId));
  }

  /** A person, in the room or not; the same object until something about them changes. */
  member(room: Room, userId: string): Member {
    const known = this.#cache.get(userId);
    if (known !== undefined) return known;
    const now = memberOf(room, userId, powerSourceOf(room));
    const before = this.#before.get(userId);
    const member = before === undefined ? now : share(before, now);
    this.#cache.set(userId, member);
    return member;
  }

  #want(room: Room): void {
    if (this.#wanted) return;
    this.#wanted = true;
    // Those who wrote are known already: the room shows first, then all the others come.
    this.open.lifetime.timeout(LOAD_LATER, () => {
      room.loadMembersIfNeeded().then(
        () => this.open.changed("state"),
        () => {
          this.#wanted = false;
        },
      );
    });
  }
}
