import { roomIdOfConferenceName } from "@plenum/model";
import type { Logger } from "../logging/logger.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import type { CallApplier } from "./apply/applier.ts";
import type { ConferenceControl } from "./conference-control.ts";

/**
 * Compares who is in the calls with who is in the rooms, and removes from a call whoever is not
 * in its room any more: removed, banned, left, or the whole room is gone. This reaches rooms that
 * the bot is not in, and makes good what was missed while the appservice was away. Roles and rights
 * of those who stay are put again.
 */
export class CallReconciler {
  constructor(
    private readonly rooms: Pick<RoomReader, "members">,
    private readonly control: ConferenceControl,
    private readonly applier: Pick<CallApplier, "attempt">,
    private readonly log: Logger,
  ) {}

  async run(): Promise<void> {
    const { conferences } = await this.control.conferences();
    for (const conference of conferences) {
      const roomId = roomIdOfConferenceName(conference.name);
      if (roomId === undefined || conference.participants.length === 0) continue;
      const members = new Set(await this.rooms.members(roomId));
      const strangers = new Set(
        conference.participants
          .map((participant) => participant.userId)
          .filter((userId) => !members.has(userId)),
      );
      for (const userId of strangers) {
        await this.control.remove(conference.name, userId);
        this.log.info("removed somebody from a call who is not in its room");
      }
      await this.applier.attempt(roomId);
    }
  }
}
