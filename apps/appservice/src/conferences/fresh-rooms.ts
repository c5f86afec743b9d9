import type { MatrixEvent } from "../matrix/transactions.ts";

/** Rooms remembered at most; the oldest is forgotten. */
const MOST = 1_000;

/**
 * Rooms that were just made and in which nobody is but the bot: there is no call in them, so their
 * first state concerns none. Without this each of 750 new rooms would be read several times over.
 */
export class FreshRooms {
  private readonly rooms = new Set<string>();

  constructor(private readonly botUserId: string) {}

  /** Whether an event comes from the making of a room. Has to see every event, in order. */
  isFurnishing(event: MatrixEvent): boolean {
    const { room_id: roomId } = event;
    if (roomId === undefined) return false;
    if (event.type === "m.room.create" && event.sender === this.botUserId) {
      this.rooms.add(roomId);
      const [oldest] = this.rooms;
      if (this.rooms.size > MOST && oldest !== undefined) this.rooms.delete(oldest);
      return true;
    }
    if (!this.rooms.has(roomId)) return false;
    const enters = event.type === "m.room.member" && event.content["membership"] === "join";
    if (event.sender !== this.botUserId || (enters && event.state_key !== this.botUserId)) {
      this.rooms.delete(roomId);
      return false;
    }
    return true;
  }
}
