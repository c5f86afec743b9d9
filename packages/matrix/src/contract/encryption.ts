import type { Observable } from "./observable.ts";

export type EncryptionStatus =
  | { readonly kind: "unknown" }
  /** First device of the account: `setUp` has to run. */
  | { readonly kind: "not-set-up" }
  /** The account has keys that this device does not hold: ask for the recovery code. */
  | { readonly kind: "needs-recovery-code" }
  | { readonly kind: "ready"; readonly recoveryCodeSaved: boolean };

export interface Encryption {
  readonly status: Observable<EncryptionStatus>;
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
}
