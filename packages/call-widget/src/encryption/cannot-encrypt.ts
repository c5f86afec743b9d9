import type { EncryptionProblem } from "../contract/index.ts";

/** The call is to be encrypted from device to device, and this device cannot do that. */
export class CannotEncryptError extends Error {
  constructor(readonly problem: EncryptionProblem) {
    super(`The call cannot be encrypted: ${problem}`);
    this.name = "CannotEncryptError";
  }
}
