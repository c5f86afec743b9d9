import type { ExportedMessage } from "../records.ts";

const DAY = 24 * 60 * 60 * 1000;

export interface LostHistory {
  readonly channelId: string;
  /** Messages that the homeserver would remove at once. */
  readonly lost: number;
  readonly kept: number;
  /** Of those that would be lost, milliseconds since 1970. */
  readonly oldest: number;
  readonly newest: number;
}

/**
 * Counts what a retention would take: the homeserver compares the original date of a message, so what
 * is older than `max_lifetime` disappears as soon as it is imported.
 */
export class RetentionCounter {
  private readonly rooms = new Map<
    string,
    { lost: number; kept: number; oldest: number; newest: number }
  >();
  private readonly limit: number;

  /**
   * @param days `max_lifetime` of the retention, in days
   * @param now when the import would be, milliseconds since 1970
   */
  constructor(days: number, now: number) {
    this.limit = now - days * DAY;
  }

  add({ channelId, sentAt }: ExportedMessage): void {
    const room = this.rooms.get(channelId) ?? { lost: 0, kept: 0, oldest: 0, newest: 0 };
    this.rooms.set(channelId, room);
    if (sentAt >= this.limit) room.kept += 1;
    else {
      room.oldest = room.lost === 0 ? sentAt : Math.min(room.oldest, sentAt);
      room.newest = Math.max(room.newest, sentAt);
      room.lost += 1;
    }
  }

  /** Rooms that lose something. */
  losses(): readonly LostHistory[] {
    const losses: LostHistory[] = [];
    for (const [channelId, counted] of this.rooms) {
      if (counted.lost > 0) losses.push({ channelId, ...counted });
    }
    return losses;
  }
}
