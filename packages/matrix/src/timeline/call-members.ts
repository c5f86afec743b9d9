import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { callMembersOf } from "../calls/from-sdk.ts";
import type { RoomHandle } from "../contract.ts";
import { shareList } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import type { OpenRoom } from "./open-room.ts";
import type { RoomPeople } from "./room-people.ts";

type CallMember = ReturnType<RoomHandle["callMembers"]["get"]>[number];

/** Those in the call of an open room; a membership ends by itself when its time is over. */
export class CallMembers {
  readonly members = new Value<readonly CallMember[]>([]);
  #cancelExpiry: (() => void) | undefined;

  constructor(
    private readonly open: OpenRoom,
    private readonly people: RoomPeople,
  ) {}

  update(room: Room): void {
    const now = Date.now();
    const active = callMembersOf(room, now);
    const members = active.map(({ userId, deviceId, since, replaces }) => ({
      userId,
      deviceId,
      displayName: this.people.member(room, userId).displayName,
      since,
      ...(replaces === undefined ? {} : { replaces }),
    }));
    this.members.set(
      shareList(this.members.get(), members, (entry) => `${entry.userId} ${entry.deviceId}`),
    );
    this.#cancelExpiry?.();
    this.#cancelExpiry = undefined;
    if (active.length === 0) return;
    const next = Math.min(...active.map((member) => member.expiresAt)) - now + 50;
    this.#cancelExpiry = this.open.lifetime.timeout(next, () => this.open.changed("state"));
  }
}
