import type { ReceiverConstraints } from "../colibri/constraints.ts";
import { type Allocation, allocate, type Candidate } from "./allocate.ts";
import { DownlinkEstimator } from "./estimator.ts";
import { Prober } from "./prober.ts";

/** After the line had to give something up it gets no more than that for so long; then twice as long. */
const FIRST_HOLD_MS = 2000;
const LAST_HOLD_MS = 5000;
/** A rise that was taken back within this time was one too many. */
const SHORT_LIVED_MS = 8000;
/** What was added so long ago, and was not taken back, is carried. */
const SETTLED_MS = 2000;
/** Until then no more is spent than this share of what was too much. */
const HELD_SHARE = 0.9;

/** What is to be shared out among the pictures of one receiver. */
export interface Demand {
  readonly candidates: readonly Candidate[];
  readonly constraints: ReceiverConstraints;
  /** Endpoints, last speaker first. */
  readonly speakers: readonly string[];
  /** Bit/s that are set aside for sound. */
  readonly sound: number;
  /** Pixels that cameras may have at most. */
  readonly heightCap: number;
}

/**
 * One receiver's line and what goes over it. Sound has its share before any picture; what the line
 * cannot carry is given up at once, what it might carry more is tried out first and taken up with
 * some patience.
 */
export class Ladder {
  readonly estimator: DownlinkEstimator;
  readonly #prober: Prober;
  #sound = 0;
  #spent = 0;
  /** Estimate from which on there would be a better picture. */
  #wanted: number | undefined;
  /** And for the best of all. */
  #goal = 0;
  #raisedAt = Number.NEGATIVE_INFINITY;
  #heldUntil = Number.NEGATIVE_INFINITY;
  #hold = FIRST_HOLD_MS;
  /** Bit/s that may be spent while it is held. */
  #most = 0;

  /** @param start bit/s assumed before anything was measured */
  constructor(start: number) {
    this.estimator = new DownlinkEstimator(start);
    this.#prober = new Prober(this.estimator);
  }

  /** Has the estimate left the range in which the present choice holds? */
  needsChoice(now: number): boolean {
    const { bitrate } = this.estimator;
    if (this.#spent > 0 && bitrate < this.#sound + this.#spent) return true;
    return this.#wanted !== undefined && bitrate >= this.#wanted && now >= this.#heldUntil;
  }

  /** Chooses the layer of every source. @param now milliseconds of a steady clock */
  choose(demand: Demand, now: number): readonly Allocation[] {
    this.#sound = demand.sound;
    const estimate = Math.max(0, this.estimator.bitrate - demand.sound);
    const narrow = this.#spent > estimate;
    if (narrow) this.#giveUp(now);
    const held = now < this.#heldUntil;
    const budget = held ? Math.min(estimate, Math.max(this.#spent, this.#most)) : estimate;
    const { sources, spent, nextStep, all } = allocate(
      demand.candidates,
      demand.constraints,
      demand.speakers,
      narrow ? estimate : budget,
      demand.heightCap,
    );
    if (spent > this.#spent) {
      this.#raisedAt = now;
      this.estimator.expectBurst(now);
    }
    this.#spent = spent;
    this.#wanted = nextStep === undefined ? undefined : nextStep + demand.sound;
    this.#goal = all + demand.sound;
    return sources;
  }

  /** Bytes of padding to be sent now, to try the line out. To be called every 25 ms or so. */
  paddingDue(now: number): number {
    const settled = now - this.#raisedAt > SETTLED_MS;
    return this.#prober.due(
      {
        wanted: this.#wanted,
        goal: this.#goal,
        kept: settled ? this.#sound + this.#spent : 0,
      },
      now,
    );
  }

  #giveUp(now: number): void {
    const shortLived = now - this.#raisedAt < SHORT_LIVED_MS;
    if (now >= this.#heldUntil) this.#most = HELD_SHARE * this.#spent;
    if (shortLived) this.#prober.distrust(now);
    this.#raisedAt = Number.NEGATIVE_INFINITY;
    this.#hold = shortLived ? Math.min(LAST_HOLD_MS, this.#hold * 2) : FIRST_HOLD_MS;
    this.#heldUntil = now + this.#hold;
    this.#prober.postpone(now);
  }
}
