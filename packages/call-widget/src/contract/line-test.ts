/** What a test of the line found out, step by step. Times are milliseconds there and back. */
export type LineFinding =
  /** The agency's own service, over HTTPS: who one is and where the call is. */
  | { readonly check: "service"; readonly state: "ok" | "failed" | "refused" }
  /** The WebSocket over which a call is arranged. */
  | { readonly check: "socket"; readonly state: "ok"; readonly time: number }
  | { readonly check: "socket"; readonly state: "failed" }
  /** The way that sound and picture of the running call take. */
  | {
      readonly check: "media";
      readonly state: "direct" | "direct-tcp" | "relayed";
      readonly time?: number;
    }
  | { readonly check: "media"; readonly state: "failed" | "untested" }
  /** One relay server (TURN), tried with a loop from this device to itself. */
  | {
      readonly check: "relay";
      readonly state: "ok" | "failed";
      readonly address: string;
      readonly transport: "udp" | "tcp" | "tls";
      readonly time?: number;
    }
  /** Mbit/s, as far as they could be measured. */
  | {
      readonly check: "speed";
      readonly state: "ok" | "slow" | "unknown";
      readonly down?: number;
      readonly up?: number;
    };

export interface LineTestActions {
  /**
   * Tests the line and tells after each step what has been found so far.
   * @param signal ends the test; what was found stays
   */
  testLine(
    onFindings: (findings: readonly LineFinding[]) => void,
    signal: AbortSignal,
  ): Promise<void>;
}
