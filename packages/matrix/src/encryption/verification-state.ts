import type { VerificationEnd, VerificationState } from "../contract.ts";

/** What the library says of a confirmation, free of its classes. */
export interface VerificationFacts {
  readonly phase: "requested" | "ready" | "started" | "cancelled" | "done";
  readonly initiatedByMe: boolean;
  /** This device has said yes and waits for the library. */
  readonly accepting: boolean;
  /** Bytes for the other side's camera, where it has one. */
  readonly qrCode?: Uint8Array;
  readonly canScan: boolean;
  readonly emoji?: readonly (readonly [symbol: string, name: string])[];
  /** The other side has scanned the code and waits for a yes. */
  readonly codeScanned: boolean;
  /** Said yes to the pictures, or to the scan. */
  readonly confirmed: boolean;
  readonly cancellationCode: string | null;
  readonly cancelledByMe: boolean;
}

const MISMATCHES = new Set([
  "m.mismatched_sas",
  "m.mismatched_commitment",
  "m.key_mismatch",
  "m.user_mismatch",
]);

function endOf(facts: VerificationFacts): VerificationEnd {
  const code = facts.cancellationCode ?? "";
  if (MISMATCHES.has(code)) return "mismatch";
  if (code === "m.accepted") return "answered-elsewhere";
  if (code === "m.timeout") return "timeout";
  if (code === "m.user" || code === "") return facts.cancelledByMe ? "by-me" : "by-other";
  return "failed";
}

/**
 * Where a confirmation stands. Pure.
 * @see https://spec.matrix.org/v1.16/client-server-api/#key-verification-framework
 */
export function verificationState(facts: VerificationFacts): VerificationState {
  switch (facts.phase) {
    case "cancelled":
      return { kind: "ended", reason: endOf(facts) };
    case "done":
      return { kind: "done" };
    case "requested":
      if (facts.initiatedByMe) return { kind: "waiting" };
      return facts.accepting ? { kind: "starting" } : { kind: "asked" };
    case "ready":
      return {
        kind: "choose",
        canScan: facts.canScan,
        ...(facts.qrCode === undefined ? {} : { qrCode: facts.qrCode }),
      };
    case "started":
      if (facts.confirmed) return { kind: "finishing" };
      if (facts.codeScanned) return { kind: "scanned" };
      if (facts.emoji === undefined) return { kind: "starting" };
      return { kind: "compare", emoji: facts.emoji.map(([symbol, name]) => ({ symbol, name })) };
    default:
      return facts.phase satisfies never;
  }
}
