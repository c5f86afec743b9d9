import { type Logger, logger } from "matrix-js-sdk/lib/logger.js";

function nothing(): void {
  // A console is read by others: matrix-js-sdk's talk names rooms, people and devices.
}

/** Keeps matrix-js-sdk quiet; what matters comes out as values and failures. */
export const silentLogger: Logger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  getChild: () => silentLogger,
};

/** Parts of matrix-js-sdk still write to its one global logger, a loglevel logger underneath. */
export function silenceGlobalLogger(): void {
  if ("setLevel" in logger && typeof logger.setLevel === "function") {
    logger.setLevel("silent", false);
  }
}
