import { setTimeout as wait } from "node:timers/promises";
import type { Logger } from "../logging/logger.ts";
import { pauseAfterFailure, RETRY_RULES } from "./retry.ts";

const SECOND = 1000;

/** Tries until it works; the homeserver may still be starting, or be away for a while. */
export async function persist(
  what: string,
  signal: AbortSignal,
  log: Logger,
  attempt: () => Promise<void>,
): Promise<void> {
  for (let failures = 0; ; failures += 1) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (failures % 20 === 0) log.warn({ err: error }, `waiting for ${what}`);
      const seconds = pauseAfterFailure(RETRY_RULES.start, failures + 1);
      await wait((seconds ?? RETRY_RULES.start.longest) * SECOND, undefined, { signal });
    }
  }
}
