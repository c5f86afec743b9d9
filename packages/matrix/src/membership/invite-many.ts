import type { InviteResult } from "../contract.ts";
import { toFailure } from "../errors/failure.ts";

/** Milliseconds to wait where the server asks for patience but does not say how long. */
const PATIENCE = 2_000;
/** Tries of one invitation while the server cannot be reached. */
const TRIES = 4;

/** Invitations under way at the same time: the server works on one while the next one's keys go out. */
const AT_ONCE = 3;

/**
 * Invites people in their order, a few at the same time. Where the server asks for patience all of
 * them give it, and where it cannot be reached it is tried again; whatever else fails belongs to
 * that person alone.
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
  let patience: Promise<void> | undefined;
  const patient = async (milliseconds: number): Promise<void> => {
    onWaiting(milliseconds);
    const waiting = wait(milliseconds);
    patience = waiting;
    await waiting;
    if (patience === waiting) patience = undefined;
  };
  const one = async (userId: string): Promise<void> => {
    for (let tries = 1; !signal.aborted; tries += 1) {
      await patience;
      if (signal.aborted) return;
      try {
        await invite(userId);
        onResult({ userId });
        return;
      } catch (error) {
        const { code, retryAfter } = toFailure(error);
        if (signal.aborted) return;
        const again = code === "rate-limited" || (code === "unreachable" && tries < TRIES);
        if (!again) {
          onResult({ userId, failed: code });
          return;
        }
        await patient(retryAfter ?? PATIENCE * 2 ** Math.min(tries - 1, 4));
      }
    }
  };
  const queue = userIds.values();
  const work = async (): Promise<void> => {
    for (const userId of queue) {
      if (signal.aborted) return;
      await one(userId);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
