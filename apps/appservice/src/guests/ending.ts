import { conferenceRoomName } from "@plenum/model";
import type { ConferenceControl } from "../calls/conference-control.ts";
import type { Logger } from "../logging/logger.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import { HomeserverError } from "../matrix/homeserver-error.ts";
import type { GuestEntry, GuestEntryStore } from "./entry-store.ts";

const BATCH = 20;
const PARALLEL = 4;

/**
 * Ends the stays of guests: out of the call, out of the room, account deactivated and erased.
 * A step that fails is tried again later; every step bears repetition.
 */
export class GuestEndings {
  constructor(
    private readonly deps: {
      readonly entries: GuestEntryStore;
      readonly gateway: MatrixGateway;
      readonly control: ConferenceControl;
      readonly log: Logger;
    },
  ) {}

  /** Ends whatever is due, or all stays of one link. */
  async endDue(linkId?: string): Promise<void> {
    for (;;) {
      const due = [...(await this.deps.entries.claimEndings(BATCH, linkId))];
      if (due.length === 0) return;
      const worker = async (): Promise<void> => {
        for (let entry = due.pop(); entry !== undefined; entry = due.pop()) await this.end(entry);
      };
      await Promise.all(Array.from({ length: PARALLEL }, worker));
    }
  }

  private async end(entry: GuestEntry): Promise<void> {
    const { entries, gateway, control, log } = this.deps;
    const conference = conferenceRoomName(entry.roomId);
    const outcomes = await Promise.allSettled([
      // The account first of all: with it the guest's session ends at once.
      this.removeAccount(entry),
      control.remove(conference, entry.userId),
    ]);
    const failure = outcomes.find((outcome) => outcome.status === "rejected");
    if (failure === undefined) {
      await entries.ended(entry.id);
      log.info({ entry: entry.id, bot: gateway.botUserId }, "guest's stay has ended");
    } else {
      log.warn(
        { err: failure.reason as unknown, entry: entry.id },
        "guest's stay could not be ended yet",
      );
    }
  }

  private async removeAccount(entry: GuestEntry): Promise<void> {
    const { gateway } = this.deps;
    try {
      await gateway.kick(entry.roomId, entry.userId);
    } catch (error) {
      // Not in the room any more, or the room is gone: deactivating is what counts.
      if (!(error instanceof HomeserverError) || error.status >= 500 || error.status === 429) {
        throw error;
      }
    }
    await gateway.deactivate(entry.userId);
  }
}
