import { roomEndOf } from "@plenum/model/calendar";
import { isDeleted, type LifeStore } from "../conferences/life/life-store.ts";
import type { RoomEnds } from "../conferences/life/room-ends.ts";
import { seriesOf, type StoredMeeting } from "./meeting-row.ts";
import type { MeetingStore } from "./meeting-store.ts";

/** The end of rooms that were made for meetings. */
export class MeetingRoomEnd {
  constructor(
    private readonly deps: {
      readonly store: Pick<MeetingStore, "inRoom">;
      readonly lives: LifeStore;
      readonly ends: RoomEnds;
    },
  ) {}

  /**
   * Brings the end of a room to that of the meetings in it. A room that was there before them has its own.
   * @returns false where the room was deleted after its end
   */
  async bringUpToDate(meeting: StoredMeeting, roomId: string): Promise<boolean> {
    const { store, lives, ends } = this.deps;
    const room = await lives.find(roomId);
    if (room === undefined) return true;
    const meetings = await store.inRoom(roomId);
    if (!meeting.ownRoom && !meetings.some(({ ownRoom }) => ownRoom)) return !isDeleted(room);
    const end = roomEndOf(
      meetings.map((each) => ({
        series: seriesOf(each),
        cancelled: each.cancelled,
        changedAt: each.changedAt.toISOString(),
      })),
    );
    return ends.followMeetings(room, end === undefined ? undefined : new Date(end));
  }

  /** Whether a room was deleted after its end. */
  async isGone(roomId: string): Promise<boolean> {
    const room = await this.deps.lives.find(roomId);
    return room !== undefined && isDeleted(room);
  }
}
