import { conferenceRoomName, isGuestUserId, type InstallationConfig } from "@plenum/model";
import type { GuestEndings } from "../guests/ending.ts";
import type { GuestEntryStore } from "../guests/entry-store.ts";
import type { Logger } from "../logging/logger.ts";
import type { MatrixEvent } from "../matrix/transactions.ts";
import type { ConferenceControl } from "./conference-control.ts";
import type { SubRooms } from "./sub-rooms/sub-rooms.ts";

/**
 * Acts on people leaving rooms that the bot is in: whoever leaves or is removed leaves the call
 * too, within the time that the homeserver takes to tell us, and a guest's stay ends.
 */
export class MembershipEvents {
  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly entries: GuestEntryStore;
      readonly endings: Pick<GuestEndings, "endDue">;
      readonly control: ConferenceControl;
      readonly subRooms: Pick<SubRooms, "leftRoom">;
      readonly log: Logger;
    },
  ) {}

  /** Bears repetition. A conference server that is away is no reason to hold up other events. */
  async handle(event: MatrixEvent): Promise<void> {
    if (event.type !== "m.room.member" || event.room_id === undefined) return;
    const { membership } = event.content;
    const userId = event.state_key;
    if (userId === undefined || (membership !== "leave" && membership !== "ban")) return;
    const { config, entries, endings, control, subRooms, log } = this.deps;
    if (isGuestUserId(userId, config.serverName) && (await entries.endOfUser(userId))) {
      // Further events need not wait for it; what fails is tried again by the sweep.
      void endings.endDue().catch((error: unknown) => {
        log.warn({ err: error }, "the stay of a guest who left could not be ended yet");
      });
    }
    try {
      await control.remove(conferenceRoomName(event.room_id), userId);
      await subRooms.leftRoom(event.room_id, userId);
    } catch (error) {
      log.warn({ err: error }, "somebody who left could not be removed from the call yet");
    }
  }
}
