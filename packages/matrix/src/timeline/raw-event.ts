import type { SendState } from "../contract.ts";
import type { ThreadBundle } from "../threads/digest.ts";

/** Why an event could not be decrypted; `pending` while it is being tried. */
export type Decryption = "pending" | "no-key" | "sent-before-you" | "untrusted" | "unknown";

/**
 * One event as plain data, free of matrix-js-sdk: what all mapping works on. The content is
 * whatever its sender wrote.
 */
export interface RawEvent {
  /** Stable through local echo. */
  readonly key: string;
  /** Missing until the server has confirmed it. */
  readonly eventId?: string;
  readonly sender: string;
  /** The type inside the encryption, if it could be opened. */
  readonly type: string;
  /** Of the sender's server: not to be relied upon. */
  readonly timestamp: unknown;
  readonly content: unknown;
  readonly prevContent?: unknown;
  readonly stateKey?: string;
  readonly redacted: boolean;
  /** The thread that it belonged to before it was redacted, which took that from its content. */
  readonly lostThread?: string;
  /** What the server knew of the thread that begins here. */
  readonly threadBundle?: ThreadBundle;
  /** It came encrypted. */
  readonly encrypted?: boolean;
  /** Missing for what is readable. */
  readonly decryption?: Decryption;
  readonly send: SendState;
}
