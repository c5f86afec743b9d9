import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import { CryptoEvent } from "matrix-js-sdk/lib/crypto-api/CryptoEvent.js";
import { type MatrixEvent, MatrixEventEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Lifetime } from "../observable/lifetime.ts";
import { retryAfter } from "./retry-plan.ts";

/** Messages that are waited for at once; what is older comes again when its room is opened. */
const MOST = 500;

interface Waiting {
  readonly event: MatrixEvent;
  tries: number;
  cancel(): void;
}

/**
 * Asks again, less and less often, for the keys of messages that could not be opened: their sender
 * may have handed them to the backup a moment after we looked.
 */
export class KeyRetry {
  readonly #waiting = new Map<string, Waiting>();

  constructor(
    private readonly client: MatrixClient,
    private readonly lifetime: Lifetime,
  ) {
    const decrypted = (event: MatrixEvent): void => this.#decrypted(event);
    const backup = (): void => this.now();
    client.on(MatrixEventEvent.Decrypted, decrypted);
    client.on(CryptoEvent.KeyBackupDecryptionKeyCached, backup);
    lifetime.add(() => {
      client.off(MatrixEventEvent.Decrypted, decrypted);
      client.off(CryptoEvent.KeyBackupDecryptionKeyCached, backup);
      this.#waiting.clear();
    });
  }

  /** Tries everything again at once, or what waits in one room. */
  now(roomId?: string): void {
    for (const waiting of Array.from(this.#waiting.values())) {
      if (roomId !== undefined && waiting.event.getRoomId() !== roomId) continue;
      waiting.tries = 0;
      this.#attempt(waiting);
    }
  }

  #decrypted(event: MatrixEvent): void {
    const id = event.getId();
    if (id === undefined) return;
    const known = this.#waiting.get(id);
    if (!event.isDecryptionFailure()) {
      known?.cancel();
      this.#waiting.delete(id);
      return;
    }
    if (known !== undefined) {
      this.#plan(known);
      return;
    }
    if (this.#waiting.size >= MOST) return;
    const waiting: Waiting = { event, tries: 0, cancel: () => undefined };
    this.#waiting.set(id, waiting);
    this.#plan(waiting);
  }

  #plan(waiting: Waiting): void {
    waiting.cancel();
    const delay = retryAfter(waiting.tries);
    waiting.tries += 1;
    if (delay === undefined) return;
    waiting.cancel = this.lifetime.timeout(delay, () => this.#attempt(waiting));
  }

  #attempt(waiting: Waiting): void {
    waiting.cancel();
    // The public type of the crypto hides that it also decrypts; there is no other way to it.
    const backend = this.client.getCrypto() as unknown as Parameters<
      MatrixEvent["attemptDecryption"]
    >[0];
    // Its end, good or bad, comes as an event.
    waiting.event.attemptDecryption(backend, { isRetry: true }).catch(() => undefined);
  }
}
