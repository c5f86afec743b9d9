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
 * What fails is tried again later; every step bears repetition. A conference server that is away
 * holds nothing up: whoever is in a call without being in its room is found by the reconciliation.
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

  /**
   * Ends whatever is due, or all stays of one link.
   * @param seconds after which no further ones are begun; the next call goes on
   */
  async endDue(linkId?: string, seconds = 10): Promise<void> {
    const deadline = performance.now() + seconds * 1000;
    while (performance.now() < deadline) {
      const due = [...(await this.deps.entries.claimEndings(BATCH, linkId))];
      if (due.length === 0) return;
      const worker = async (): Promise<void> => {
        for (let entry = due.pop(); entry !== undefined; entry = due.pop()) await this.end(entry);
      };
      await Promise.all(Array.from({ length: PARALLEL }, worker));
    }
  }

  private async end(entry: GuestEntry): Promise<void> {
    const { entries, control, log } = this.deps;
    const [account, call] = await Promise.allSettled([
      this.removeAccount(entry),
      control.remove(conferenceRoomName(entry.roomId), entry.userId),
    ]);
    if (call.status === "rejected") {
      log.warn({ err: call.reason as unknown, entry: entry.id }, "guest not removed from the call");
    }
    if (account.status === "rejected") {
      log.warn({ err: account.reason as unknown, entry: entry.id }, "guest's stay not ended yet");
      return;
    }
    await entries.ended(entry.id);
    log.info({ entry: entry.id }, "guest's stay has ended");
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
