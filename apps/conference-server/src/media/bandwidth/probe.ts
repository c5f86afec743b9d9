/** Packets that were sent at once with the first one. */
const BURST_MS = 3;
/** A rate is read off only from so long after the beginning. */
const SETTLED_MS = 45;
/** After this long without an answer the probe is over. */
const ANSWER_MS = 2000;
/** A probe that arrives at this share of its rate was carried. */
const CARRIED = 0.9;
/** A few packets may get lost by chance. */
const CHANCE_LOSS = 0.15;

/** How a probe went: the rate at which the line carried it, bit/s. */
export interface ProbeOutcome {
  readonly carried: boolean;
  /** 0 where nothing can be said. */
  readonly bitrate: number;
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
  #endedAt: number | undefined;
  #pending = 0;
  #leastDelay = Number.POSITIVE_INFINITY;
  #bytes = 0;
  #firstBurst = 0;
  #lostBytes = 0;
  readonly #marks: Mark[] = [];

  /** @param now milliseconds of the sender's clock */
  constructor(now: number) {
    this.#startedAt = now;
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
    else if (sent - this.#startedAt >= SETTLED_MS)
      this.#marks.push({ bytes: this.#bytes, sent, arrived });
  }

  /**
   * @param inherentLoss share of packets that the line loses whatever is sent
   * @returns undefined while it is not over
   */
  outcome(now: number, inherentLoss: number): ProbeOutcome | undefined {
    if (this.#endedAt === undefined) return undefined;
    if (this.#pending > 0 && now - this.#endedAt < ANSWER_MS) return undefined;
    if (this.#marks.length === 0) return { carried: false, bitrate: 0 };
    const from = this.#startedAt + this.#leastDelay;
    let sent = 0;
    let arrived = 0;
    for (const mark of this.#marks) {
      const elapsed = mark.sent - this.#startedAt;
      sent = Math.max(sent, ((mark.bytes - this.#firstBurst) * 8000) / elapsed);
      arrived = Math.max(arrived, (mark.bytes * 8000) / (mark.arrived - from));
    }
    const excess = this.#lostBytes / this.#bytes - inherentLoss;
    if (excess > CHANCE_LOSS) arrived *= 1 - excess;
    const carried = arrived >= CARRIED * sent;
    return { carried, bitrate: carried ? sent : arrived };
  }
}
