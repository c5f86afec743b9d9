import type { InviteResult } from "../contract.ts";
import { toFailure } from "../errors/failure.ts";

/** Milliseconds to wait where the server asks for patience but does not say how long. */
const PATIENCE = 2_000;
/** Tries of one invitation while the server cannot be reached. */
const TRIES = 4;

/**
 * Invites one person after the other. Where the server asks for patience it is given, and where it
 * cannot be reached it is tried again; whatever else fails belongs to that person alone.
 * @param wait resolves after that many milliseconds, or when `signal` ends
 * @param onResult for each person as it turns out; those not told of are still to be invited
 */
export async function inviteEach(
  userIds: readonly string[],
  {
    invite,
    wait,
    signal,
    onResult,
    onWaiting,
  }: {
    readonly invite: (userId: string) => Promise<void>;
    readonly wait: (milliseconds: number) => Promise<void>;
    readonly signal: AbortSignal;
    readonly onResult: (result: InviteResult) => void;
    readonly onWaiting: (milliseconds: number) => void;
  },
): Promise<void> {
  for (const userId of userIds) {
    for (let tries = 1; !signal.aborted; tries += 1) {
      try {
        await invite(userId);
        onResult({ userId });
        break;
      } catch (error) {
        const { code, retryAfter } = toFailure(error);
        if (signal.aborted) return;
        const again = code === "rate-limited" || (code === "unreachable" && tries < TRIES);
        if (!again) {
          onResult({ userId, failed: code });
          break;
        }
        const pause = retryAfter ?? PATIENCE * 2 ** Math.min(tries - 1, 4);
        onWaiting(pause);
        await wait(pause);
      }
    }
    if (signal.aborted) return;
  }
}
