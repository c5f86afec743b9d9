/** XEP-0198 counters wrap at 2^32. */
const MODULUS = 2 ** 32;

/** Thrown when a client acknowledges what was never sent, or its queue has grown beyond the limit. */
export class StreamManagementError extends Error {
  readonly condition: "handled-count-too-high" | "queue-full";

  constructor(condition: StreamManagementError["condition"]) {
    super(condition);
    this.name = "StreamManagementError";
    this.condition = condition;
  }
}

/** Limits of what is kept for a client that does not acknowledge. */
export interface QueueLimits {
  readonly maxStanzas: number;
  /** Characters. */
  readonly maxLength: number;
}

const DEFAULT_LIMITS: QueueLimits = { maxStanzas: 5_000, maxLength: 8_000_000 };
const REQUEST_EVERY = 5;

/**
 * Counting side of stream management (XEP-0198): what the client has handled, what it sent, and
 * the stanzas to send again after a resume. Knows nothing of sockets.
 */
export class StreamManagement {
  readonly #limits: QueueLimits;
  #queue: string[] = [];
  #queuedLength = 0;
  #acknowledged = 0;
  #received = 0;
  #sinceRequest = 0;

  constructor(limits: QueueLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /** Stanzas received from the client: the `h` that it is told. */
  get received(): number {
    return this.#received;
  }

  countReceived(): void {
    this.#received = (this.#received + 1) % MODULUS;
  }

  /**
   * Remembers a stanza on its way to the client.
   * @returns whether it is time to ask for an acknowledgement
   * @throws StreamManagementError `queue-full`
   */
  countSent(stanza: string): boolean {
    this.#queue.push(stanza);
    this.#queuedLength += stanza.length;
    if (
      this.#queue.length > this.#limits.maxStanzas ||
      this.#queuedLength > this.#limits.maxLength
    ) {
      throw new StreamManagementError("queue-full");
    }
    this.#sinceRequest += 1;
    if (this.#sinceRequest < REQUEST_EVERY) return false;
    this.#sinceRequest = 0;
    return true;
  }

  /**
   * Drops what the client says it has handled.
   * @throws StreamManagementError `handled-count-too-high`
   */
  acknowledge(handled: number): void {
    const count = (handled - this.#acknowledged + MODULUS) % MODULUS;
    if (!Number.isInteger(count) || count > this.#queue.length) {
      throw new StreamManagementError("handled-count-too-high");
    }
    for (const stanza of this.#queue.splice(0, count)) this.#queuedLength -= stanza.length;
    this.#acknowledged = handled % MODULUS;
  }

  /** What has to be sent again, oldest first. It stays queued until it is acknowledged. */
  unacknowledged(): readonly string[] {
    return this.#queue;
  }
}
