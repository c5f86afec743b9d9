import { LOBBY_WAITING_EVENT, lobbyWaitingSchema } from "@plenum/model";
import type { Logger } from "../logging/logger.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import type { WaitStore } from "./wait-store.ts";

/**
 * Tells the clients in a room how many wait: one state event of the bot, so that moderators see it
 * wherever they are, after any reload, without asking. While it is being written, further changes
 * of the same room become one.
 */
export class WaitingSign {
  private readonly running = new Map<string, { again: boolean }>();

  constructor(
    private readonly deps: {
      readonly waits: Pick<WaitStore, "count">;
      readonly gateway: Pick<MatrixGateway, "stateContent" | "sendState">;
      readonly log: Logger;
    },
  ) {}

  /** Puts up the right number soon. What goes wrong is made good by the next round. */
  put(roomId: string): void {
    const run = this.running.get(roomId);
    if (run !== undefined) {
      run.again = true;
      return;
    }
    const own = { again: false };
    this.running.set(roomId, own);
    void this.until(roomId, own);
  }

  private async until(roomId: string, run: { again: boolean }): Promise<void> {
    do {
      run.again = false;
      try {
        await this.once(roomId);
      } catch (error) {
        this.deps.log.warn({ err: error }, "the number of those who wait could not be shown yet");
      }
      // Set meanwhile by `put`, which the analysis does not see.
    } while (isSet(run));
    this.running.delete(roomId);
  }

  private async once(roomId: string): Promise<void> {
    const { waits, gateway } = this.deps;
    const shown = lobbyWaitingSchema.safeParse(
      (await gateway.stateContent(roomId, LOBBY_WAITING_EVENT, "")) ?? { count: 0 },
    );
    const count = await waits.count(roomId);
    if (shown.success && shown.data.count === count) return;
    await gateway.sendState(roomId, LOBBY_WAITING_EVENT, "", { count });
  }
}

function isSet(run: { readonly again: boolean }): boolean {
  return run.again;
}
