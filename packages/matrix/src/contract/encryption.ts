import type { Observable } from "./observable.ts";

export type EncryptionStatus =
  | { readonly kind: "unknown" }
  /** First device of the account: `setUp` has to run. */
  | { readonly kind: "not-set-up" }
  /**
   * The account has keys that this device does not hold: confirm it from another device, or ask
   * for the recovery code.
   */
  | { readonly kind: "needs-recovery-code"; readonly otherDevices: boolean }
  | { readonly kind: "ready"; readonly recoveryCodeSaved: boolean };

/** Why a confirmation came to an end without success. */
export type VerificationEnd =
  | "by-me"
  | "by-other"
  /** What was compared was not the same: somebody may be in between. */
  | "mismatch"
  | "timeout"
  /** Another device of the account has answered. */
  | "answered-elsewhere"
  | "failed";

export type VerificationState =
  /** Asked; the other side has not answered yet. */
  | { readonly kind: "waiting" }
  /** The other side asks: `accept` or `cancel`. */
  | { readonly kind: "asked" }
  /** Both are there. `qrCode`: bytes to be shown as a code; absent where the other cannot scan. */
  | { readonly kind: "choose"; readonly qrCode?: Uint8Array; readonly canScan: boolean }
  | { readonly kind: "starting" }
  /** Seven pictures that both sides have to see alike. `name` is the English word of the protocol. */
  | {
      readonly kind: "compare";
      readonly emoji: readonly { readonly symbol: string; readonly name: string }[];
    }
  /** The other side has scanned the code: does it say that it worked? */
  | { readonly kind: "scanned" }
  | { readonly kind: "finishing" }
  | { readonly kind: "done" }
  | { readonly kind: "ended"; readonly reason: VerificationEnd };

/**
 * A confirmation that two devices, or two people, really are who they seem to be.
 * @see https://spec.matrix.org/v1.16/client-server-api/#device-verification
 */
export interface Verification {
  /** Between two devices of the account itself. */
  readonly own: boolean;
  readonly userId: string;
  /** The other device, where it is known already. */
  readonly deviceId?: string;
  /** The other side has begun. */
  readonly incoming: boolean;
  readonly state: Observable<VerificationState>;
  accept(): Promise<void>;
  /** Goes on with the comparison of pictures. */
  compare(): Promise<void>;
  /** Goes on with what was read from the other side's code. @param bytes as they stand in the code */
  scanned(bytes: Uint8Array): Promise<void>;
  /** Both see the same (pictures), or the other side says that it worked (code). */
  confirm(): Promise<void>;
  /** The pictures differ. */
  mismatch(): void;
  cancel(): Promise<void>;
}

/** What this device knows of a person's keys. */
export type PersonTrust =
  /** Confirmed by comparing. */
  | "confirmed"
  | "known"
  /** Was confirmed, and has other keys now. */
  | "changed"
  /** Has no keys yet. */
  | "none";

/** What a reader has to know of a message before relying on it. */
export type MessageDoubt =
  /** Sent in the clear into an encrypted room. */
  | "unencrypted"
  /** Of somebody who was confirmed, and has other keys now. */
  | "changed-keys"
  /** From a device that its owner, who is confirmed, has not confirmed. */
  | "unconfirmed-device"
  /** Encrypted by the device of somebody else than its sender. */
  | "other-sender"
  /**
   * Its key came from the backup or another device of the account, not from the sender. Ordinary for
   * what is older than this device: nothing to warn of, only to be told to whoever asks.
   */
  | "handed-on-key";

export interface Encryption {
  readonly status: Observable<EncryptionStatus>;
  /** The confirmation under way: begun here, or asked for by the other side. */
  readonly verification: Observable<Verification | undefined>;
  /**
   * Cross-signing, secret storage and key backup in one step, without a question.
   * The server asks for a password only if the account had keys before.
   * @returns the recovery code to print or to save
   * @throws MatrixFailure `password-needed`, `wrong-password`
   */
  setUp(options?: { readonly password?: string }): Promise<{ recoveryCode: string }>;
  /** @throws MatrixFailure `bad-recovery-code` */
  recover(recoveryCode: string): Promise<void>;
  confirmRecoveryCodeSaved(): Promise<void>;
  /**
   * A new recovery code for the same keys; the old one stops working.
   * @throws MatrixFailure `unknown` when this device does not hold the keys
   */
  renewRecoveryCode(): Promise<{ recoveryCode: string }>;
  /**
   * Gives up the account's keys and makes new ones: what only the old keys open stays closed for
   * ever on devices that do not hold it already.
   * @throws MatrixFailure `password-needed`, `wrong-password`
   */
  startAnew(options?: { readonly password?: string }): Promise<{ recoveryCode: string }>;
  /** Asks all other devices of the account to confirm this one. */
  verifyThisDevice(): Promise<Verification>;
  /** Confirms another device of the account. */
  verifyDevice(deviceId: string): Promise<Verification>;
  /** Confirms a person, in the direct message with them. @param roomId of that direct message */
  verifyPerson(userId: string, roomId: string): Promise<Verification>;
  /** What this device knows of a person's keys; undefined until it is known. */
  trustOf(userId: string): Observable<PersonTrust | undefined>;
  /**
   * What has to be known of a message; undefined for nearly all. Looked for only while somebody
   * listens, and a moment later: not for what is scrolled past.
   */
  doubtOf(roomId: string, eventId: string): Observable<MessageDoubt | undefined>;
  /** Takes a person's changed keys as they are, without comparing. */
  acceptChange(userId: string): Promise<void>;
  /** Tries again at once to open what could not be opened in a room. */
  tryAgain(roomId: string): void;
}
