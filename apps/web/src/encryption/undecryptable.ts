import type { EncryptionStatus, MessageBody, PersonTrust } from "@plenum/matrix";

type Reason = Extract<MessageBody, { kind: "undecryptable" }>["reason"];

/** What is said in the place of a message that cannot be read. */
export type Explanation =
  | "recover"
  | "no-key"
  | "late"
  | "sent-before-you"
  | "untrusted"
  | "changed"
  | "unknown";

/** The one thing that the reader can do about it. */
export type Remedy = "confirm-device" | "try-again" | "ask" | "accept-change";

export interface Undecryptable {
  readonly explanation: Explanation;
  readonly remedy: Remedy;
}

/** Milliseconds after which a key that has not come is not just on its way. */
const LATE = 10 * 60_000;

/**
 * Why a message cannot be read, and what helps. Pure.
 * @param age of the message, in milliseconds; negative where a clock is wrong
 * @param sender what is known of the sender's keys
 */
export function explainUndecryptable(
  reason: Reason,
  status: EncryptionStatus["kind"],
  age: number,
  sender: PersonTrust | undefined,
): Undecryptable {
  // Everything that this device misses may be in the backup.
  if (status === "needs-recovery-code" && reason !== "sent-before-you" && reason !== "untrusted") {
    return { explanation: "recover", remedy: "confirm-device" };
  }
  switch (reason) {
    case "no-key":
      return age > LATE
        ? { explanation: "late", remedy: "ask" }
        : { explanation: "no-key", remedy: "try-again" };
    case "sent-before-you":
      return { explanation: "sent-before-you", remedy: "ask" };
    case "untrusted":
      return sender === "changed"
        ? { explanation: "changed", remedy: "accept-change" }
        : { explanation: "untrusted", remedy: "try-again" };
    case "unknown":
      return { explanation: "unknown", remedy: "ask" };
    default:
      return reason satisfies never;
  }
}
