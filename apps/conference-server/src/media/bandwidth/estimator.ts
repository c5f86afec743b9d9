import { decodeTransportCc } from "../rtcp/transport-cc.ts";
import { TrendlineDetector } from "./trendline.ts";

/** Packets in flight that can be matched with feedback; a power of two. */
const SLOTS = 4096;
const MINIMUM = 50_000;
const MAXIMUM = 100_000_000;
const DECREASE = 0.85;
/** One decrease by delay at most in this time: what was sent before must have drained. */
const DECREASE_INTERVAL_MS = 300;
const INCREASE_PER_SECOND = 0.08;
const ADDITIVE_PER_SECOND = 80_000;
const ACKED_WINDOW_MS = 500;
const LOSS_WINDOW_MS = 1000;
const LOSS_MINIMUM_PACKETS = 20;
/** Above: the line is too narrow. Between: no change. Random loss of a few per cent is not congestion. */
const LOSS_HIGH = 0.12;
const LOSS_LOW = 0.06;

/**
 * Estimates one receiver's downlink from its transport-wide feedback: by growing delay, by loss, and
 * by what has arrived. Lean GCC: no probing; instead the estimate may always climb back to the
 * starting value while nothing speaks against it.
 */
export class DownlinkEstimator {
  readonly #start: number;
  #bitrate: number;
  #remb = Number.POSITIVE_INFINITY;
  readonly #detector = new TrendlineDetector();
  readonly #sentAt = new Float64Array(SLOTS).fill(-1);
  readonly #size = new Uint16Array(SLOTS);
  readonly #sequence = new Int32Array(SLOTS).fill(-1);
  #nextSequence = 0;
  #visitTime = 0;
  #ackedBytes = 0;
  #ackedSince = 0;
  #acked = 0;
  #lost = 0;
  #delivered = 0;
  #lossSince = 0;
  #loss = 0;
  #capacity = 0;
  #decreasedAt = Number.NEGATIVE_INFINITY;
  #updatedAt = 0;

  /** @param start bit/s assumed at first */
  constructor(start: number) {
    this.#start = start;
    this.#bitrate = start;
  }

  /** Bit/s. */
  get bitrate(): number {
    return Math.min(this.#bitrate, this.#remb);
  }

  /** Share of packets lost on the way to the receiver lately, 0–1. */
  get loss(): number {
    return this.#loss;
  }

  /** Numbers and notes a packet that is about to be sent. @returns its transport-wide number */
  nextSequence(bytes: number, now: number): number {
    const sequence = this.#nextSequence;
    this.#nextSequence = (sequence + 1) & 0xffff;
    const slot = sequence & (SLOTS - 1);
    this.#sequence[slot] = sequence;
    this.#sentAt[slot] = now;
    this.#size[slot] = bytes;
    return sequence;
  }

  /** A limit by the receiver itself, in bit/s (REMB). */
  limit(bitrate: number): void {
    this.#remb = Math.max(MINIMUM, bitrate);
  }

  /** Takes one feedback packet in. @param now milliseconds of the clock of {@link nextSequence} */
  feedback(body: Buffer, now: number): void {
    this.#visitTime = now;
    decodeTransportCc(body, this.#visit);
    this.#update(now);
  }

  readonly #visit = (sequence: number, arrived: number): void => {
    const slot = sequence & (SLOTS - 1);
    if (this.#sequence[slot] !== sequence) return;
    const sent = this.#sentAt[slot] as number;
    if (sent < 0 || this.#visitTime - sent > 10_000) return;
    if (arrived < 0) {
      this.#lost += 1;
      return;
    }
    this.#sentAt[slot] = -1;
    this.#delivered += 1;
    this.#ackedBytes += this.#size[slot] as number;
    this.#detector.add(sent, arrived);
  };

  #update(now: number): void {
    if (this.#updatedAt === 0) {
      this.#updatedAt = now;
      this.#ackedSince = now;
      this.#lossSince = now;
      return;
    }
    const elapsed = Math.min(1000, now - this.#updatedAt) / 1000;
    this.#updatedAt = now;
    if (now - this.#ackedSince >= ACKED_WINDOW_MS) {
      this.#acked = (this.#ackedBytes * 8000) / (now - this.#ackedSince);
      this.#ackedBytes = 0;
      this.#ackedSince = now;
    }
    this.#updateLoss(now);
    if (this.#detector.usage === "overuse") this.#decreaseByDelay(now);
    else if (this.#detector.usage === "normal" && this.#loss < LOSS_LOW) this.#increase(elapsed);
    this.#bitrate = Math.max(MINIMUM, Math.min(MAXIMUM, this.#bitrate));
  }

  #updateLoss(now: number): void {
    const total = this.#lost + this.#delivered;
    if (now - this.#lossSince < LOSS_WINDOW_MS || total < LOSS_MINIMUM_PACKETS) return;
    this.#loss = this.#lost / total;
    this.#lost = 0;
    this.#delivered = 0;
    this.#lossSince = now;
    if (this.#loss > LOSS_HIGH) this.#bitrate *= 1 - 0.5 * this.#loss;
  }

  #decreaseByDelay(now: number): void {
    if (now - this.#decreasedAt < DECREASE_INTERVAL_MS) return;
    this.#decreasedAt = now;
    if (this.#acked > 0) {
      this.#capacity =
        this.#capacity === 0 ? this.#acked : this.#capacity * 0.9 + this.#acked * 0.1;
      // Far more estimated than sent: the delay is hardly ours, so come down in steps.
      const target = Math.max(DECREASE * this.#acked, 0.7 * this.#bitrate);
      this.#bitrate = Math.min(this.#bitrate, target);
    } else this.#bitrate *= DECREASE;
  }

  #increase(elapsed: number): void {
    if (this.#acked > this.#bitrate) this.#bitrate = this.#acked;
    // What is not used proves nothing: beyond the start value only a multiple of what arrives.
    const ceiling = Math.max(this.#start, 2 * this.#acked + 500_000);
    if (this.#bitrate >= ceiling) return;
    const near =
      this.#capacity > 0 && Math.abs(this.#bitrate - this.#capacity) < 0.15 * this.#capacity;
    this.#bitrate += near
      ? ADDITIVE_PER_SECOND * elapsed
      : Math.max(this.#bitrate * INCREASE_PER_SECOND, ADDITIVE_PER_SECOND) * elapsed;
    this.#bitrate = Math.min(this.#bitrate, ceiling);
  }
}
