import { seqDelta } from "../rtp/sequence.ts";

/** Distance to the newest packet beyond which a missing one is given up, unless told otherwise. */
const OLDEST = 512;
/** A jump wider than this is a restart of the stream, not loss. */
const RESTART = 1000;
/** First request this long after the gap was seen, in case the packets only changed places. */
const REORDERING_MS = 15;
const MAXIMUM_REQUESTS = 10;

interface Missing {
  readonly sequence: number;
  dueAt: number;
  requests: number;
}

export type Arrival = "new" | "recovered" | "duplicate";

/** Knows which packets of one stream are missing and when to ask for them (again). */
export class NackTracker {
  #highest: number | undefined;
  readonly #oldest: number;
  readonly #missing = new Map<number, Missing>();

  /** @param oldest packets behind the newest one beyond which a missing one is given up */
  constructor(oldest = OLDEST) {
    this.#oldest = oldest;
  }

  /** Notes a packet. @param now milliseconds of a steady clock */
  receive(sequence: number, now: number): Arrival {
    if (this.#highest === undefined) {
      this.#highest = sequence;
      return "new";
    }
    const ahead = seqDelta(this.#highest, sequence);
    if (ahead <= 0) {
      if (this.#missing.delete(sequence)) return "recovered";
      if (ahead > -RESTART) return "duplicate";
      this.#restart(sequence);
      return "new";
    }
    if (ahead > RESTART) {
      this.#restart(sequence);
      return "new";
    }
    for (let step = 1; step < ahead; step += 1) {
      const missing = (this.#highest + step) & 0xffff;
      if (ahead - step < this.#oldest)
        this.#missing.set(missing, { sequence: missing, dueAt: now + REORDERING_MS, requests: 0 });
    }
    this.#highest = sequence;
    return "new";
  }

  /** Forgets everything: whatever comes next is the beginning. */
  reset(): void {
    this.#highest = undefined;
    this.#missing.clear();
  }

  /** Is this one still wanted? */
  isMissing(sequence: number): boolean {
    return this.#missing.has(sequence);
  }

  /**
   * The numbers to ask for now, in order; each is asked for again after about a round trip.
   *
   * @param roundTripMs to the sender, in milliseconds
   */
  due(now: number, roundTripMs: number): number[] {
    if (this.#missing.size === 0) return [];
    const highest = this.#highest as number;
    const wanted: number[] = [];
    for (const entry of this.#missing.values()) {
      if (seqDelta(entry.sequence, highest) > this.#oldest || entry.requests >= MAXIMUM_REQUESTS) {
        this.#missing.delete(entry.sequence);
        continue;
      }
      if (entry.dueAt > now) continue;
      entry.requests += 1;
      entry.dueAt = now + Math.max(40, roundTripMs * 1.25);
      wanted.push(entry.sequence);
    }
    return wanted;
  }

  #restart(sequence: number): void {
    this.#missing.clear();
    this.#highest = sequence;
  }
}
