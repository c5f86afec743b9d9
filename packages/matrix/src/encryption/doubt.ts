import { EventShieldReason } from "matrix-js-sdk/lib/crypto-api/index.js";
import type { MessageDoubt } from "../contract.ts";

/** What is known of how a message came. */
export interface MessageOrigin {
  /** Sent by somebody into the room; nothing of the room itself, nothing removed. */
  readonly isMessage: boolean;
  /** It is still on its way from here. */
  readonly local: boolean;
  /** By the account itself. */
  readonly own: boolean;
  readonly roomEncrypted: boolean;
  /** It was sent before encryption was switched on. */
  readonly before: boolean;
  readonly encrypted: boolean;
  /** What the crypto library says of an encrypted one that could be opened. */
  readonly reason?: EventShieldReason | null;
  /** The keys of the sender were compared, and are still the same. */
  readonly senderConfirmed: boolean;
}

/**
 * What a reader has to know of a message before relying on it; undefined for nearly all. A warning
 * that stands everywhere warns of nothing: devices that are gone and people whose keys nobody has
 * compared are ordinary, and a device that its owner has not confirmed says something only where the
 * owner's keys have been compared. A key from the backup is told, but is no warning. Pure.
 */
export function doubtOf(origin: MessageOrigin): MessageDoubt | undefined {
  const { isMessage, local, roomEncrypted, before, encrypted, reason } = origin;
  if (!isMessage || local || !roomEncrypted) return undefined;
  if (!encrypted) return before ? undefined : "unencrypted";
  switch (reason) {
    case EventShieldReason.VERIFICATION_VIOLATION:
      return "changed-keys";
    case EventShieldReason.MISMATCHED_SENDER:
    case EventShieldReason.MISMATCHED_SENDER_KEY:
      return "other-sender";
    case EventShieldReason.UNSIGNED_DEVICE:
      // The account's own devices are looked after in its settings; this one may be quite new.
      return origin.senderConfirmed && !origin.own ? "unconfirmed-device" : undefined;
    case EventShieldReason.AUTHENTICITY_NOT_GUARANTEED:
      return "handed-on-key";
    case EventShieldReason.SENT_IN_CLEAR:
      return "unencrypted";
    case EventShieldReason.UNVERIFIED_IDENTITY:
    case EventShieldReason.UNKNOWN_DEVICE:
    case EventShieldReason.UNKNOWN:
    case null:
    case undefined:
    default:
      return undefined;
  }
}
