/** Stands in for matrix-js-sdk's MatrixRTC sessions; `calls/` reads and writes memberships itself. */
export class MatrixRTCSessionManager {
  start(): void {
    // Nothing to watch.
  }

  stop(): void {
    // Nothing was started.
  }
}

export const RTC_NOTIFICATION_MAX_LIFETIME_MS = 0;
