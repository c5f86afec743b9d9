/** Packets that were sent at once with the first one. */
const BURST_MS = 3;
/** A rate is read off only from so long after the beginning, and in the second half of a long probe. */
const SETTLED_MS = 45;
/** After this long without an answer the probe is over. */
const ANSWER_MS = 2000;
/** A probe that arrives at this share of its rate was carried. */
const CARRIED = 0.9;
/** A few packets may get lost by chance; more of them where none had to wait. */
const CHANCE_LOSS = 0.15;
const CHANCE_LOSS_UNQUEUED = 0.3;
/** Even the quickest of the later packets waited for so long: a queue, in ms. */
const QUEUED_MS = 10;

/** How a probe went: the rate at which the line carried it, bit/s. */
export interface ProbeOutcome {
  readonly carried: boolean;
  /** 0 where nothing can be said. */
  readonly bitrate: number;
  /** Did a queue grow? */
  readonly queued: boolean;
}

interface Mark {
  /** Bytes that were sent up to and with this packet. */
  readonly bytes: number;
  readonly sent: number;
  readonly arrived: number;
}

/**
 * Everything that was sent during one probe: when it left and when it arrived. The rate is that of
 * the packet that came through best, so that a moment in which the receiver took nothing in does not
 * look like a narrow line. Loss that the line has anyway does not count.
 */
export class ProbeCluster {
  readonly #startedAt: number;
  readonly #rate: number;
  #endedAt: number | undefined;
  #pending = 0;
  #leastDelay = Number.POSITIVE_INFINITY;
  #leastLaterDelay = Number.POSITIVE_INFINITY;
  #bytes = 0;
  #firstBurst = 0;
  #lostBytes = 0;
  readonly #marks: Mark[] = [];

  /**
   * @param now milliseconds of the sender's clock
   * @param rate bit/s that are meant to be sent
   */
  constructor(now: number, rate: number) {
    this.#startedAt = now;
    this.#rate = rate;
  }

  get ended(): boolean {
    return this.#endedAt !== undefined;
  }

  /** A packet goes out as part of it. */
  send(): void {
    this.#pending += 1;
  }

  end(now: number): void {
    this.#endedAt ??= now;
  }

  /** Was a packet of that sending time part of it? */
  covers(sent: number): boolean {
    return sent >= this.#startedAt && sent <= (this.#endedAt ?? Number.POSITIVE_INFINITY);
  }

  /**
   * A packet of it was reported, in the order in which they were sent.
   *
   * @param arrived ms of the receiver's clock, −1 when it was lost
   */
  add(bytes: number, sent: number, arrived: number): void {
    this.#pending -= 1;
    if (arrived >= 0) this.#leastDelay = Math.min(this.#leastDelay, arrived - sent);
    this.#bytes += bytes;
    if (sent - this.#startedAt <= BURST_MS) this.#firstBurst += bytes;
    if (arrived < 0) this.#lostBytes += bytes;
    else if (sent - this.#startedAt >= SETTLED_MS) {
      this.#leastLaterDelay = Math.min(this.#leastLaterDelay, arrived - sent);
      this.#marks.push({ bytes: this.#bytes, sent, arrived });
    }
  }

  /**
   * @param inherentLoss share of packets that the line loses whatever is sent
   * @returns undefined while it is not over
   */
  outcome(now: number, inherentLoss: number): ProbeOutcome | undefined {
    if (this.#endedAt === undefined) return undefined;
    if (this.#pending > 0 && now - this.#endedAt < ANSWER_MS) return undefined;
    if (this.#marks.length === 0) return { carried: false, bitrate: 0, queued: false };
    const from = this.#startedAt + this.#leastDelay;
    let sent = 0;
    let arrived = 0;
    const half = (this.#endedAt - this.#startedAt) / 2;
    for (const mark of this.#marks) {
      const elapsed = mark.sent - this.#startedAt;
      if (half > 2 * SETTLED_MS && elapsed < half) continue;
      sent = Math.max(sent, ((mark.bytes - this.#firstBurst) * 8000) / elapsed);
      arrived = Math.max(arrived, (mark.bytes * 8000) / (mark.arrived - from));
    }
    const excess = this.#lostBytes / this.#bytes - inherentLoss;
    const queued = this.#leastLaterDelay - this.#leastDelay > QUEUED_MS;
    if (excess > (queued ? CHANCE_LOSS : CHANCE_LOSS_UNQUEUED)) arrived *= 1 - excess;
    const carried = arrived >= CARRIED * sent;
    const bitrate = Math.min(this.#rate, carried ? Math.min(sent, arrived) : arrived);
    return { carried, bitrate, queued };
  }
}
