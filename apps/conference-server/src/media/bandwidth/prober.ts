import type { DownlinkEstimator } from "./estimator.ts";

/** Length of a probe: long enough to be measured, short enough for the queue of a narrow line. */
const PROBE_MS = 100;
/**
 * A line that lets more through for a moment than it carries (a bucket of tokens, as providers have)
 * is tried out for longer.
 */
const LONG_PROBE_MS = 400;
const LONGEST_PROBE_MS = 3200;
/** For so long after it was found to be one. */
const DISTRUST_MS = 60_000;
/** What a line gave that was found narrow before is watched for so long before more is asked for. */
const WATCHED_MS = 1500;
/** So long nothing must have spoken against the line before it is probed. */
const CALM_MS = 400;
/** A line that was found narrow is left alone for this long, then twice as long, up to the last. */
const FIRST_PAUSE_MS = 2500;
const LAST_PAUSE_MS = 6000;
/** A probe goes at most so far beyond what is known to fit. */
const STEP = 2;
/** And beyond what the next picture needs. */
const MARGIN = 1.15;
/** A line whose end was met lately is thought to be no wider than so much, before the margin. */
const CAUTIOUS = 1.13;
/** As long as not so many probes in a row were carried. */
const CONVINCING = 2;
/** No probe goes beyond this, in bit/s. */
const MAXIMUM = 25_000_000;

/** What a probe is to find out; bit/s. */
export interface ProbeWish {
  /** What the line would have to carry for the next better picture, if there is one. */
  readonly wanted: number | undefined;
  /** All that is wanted: aimed at while it is not known where the line ends. */
  readonly goal: number;
  /** What it carries already, whatever the probe shows. */
  readonly kept: number;
}

/**
 * Decides when a receiver's line is tried out: only while it would get a larger picture if it
 * carried more, for a tenth of a second, and ever more rarely while that shows nothing new.
 */
export class Prober {
  readonly #estimator: DownlinkEstimator;
  #state: "idle" | "sending" | "waiting" = "idle";
  #rate = 0;
  #until = 0;
  #begunAt = 0;
  #sentBytes = 0;
  #notBefore = 0;
  #pause = FIRST_PAUSE_MS;
  #distrustedUntil = 0;
  #length = PROBE_MS;
  /** Probes in a row that were carried. */
  #carried = 0;

  constructor(estimator: DownlinkEstimator) {
    this.#estimator = estimator;
  }

  /** What the last probe said did not hold. */
  distrust(now: number): void {
    const again = now < this.#distrustedUntil;
    this.#length = again ? Math.min(LONGEST_PROBE_MS, this.#length * 2) : LONG_PROBE_MS;
    this.#distrustedUntil = now + DISTRUST_MS;
  }

  /** The line was found narrower than thought: no probe for a while. */
  postpone(now: number): void {
    this.#notBefore = Math.max(this.#notBefore, now + this.#pause);
  }

  /**
   * To be called every 25 ms or so.
   *
   * @param now milliseconds of a steady clock
   * @returns bytes of padding that are to be sent now
   */
  due({ wanted, goal, kept }: ProbeWish, now: number): number {
    switch (this.#state) {
      case "idle":
        return wanted !== undefined && this.#mayBegin(wanted, now)
          ? this.#begin({ wanted, goal, kept }, now)
          : 0;
      case "sending":
        if (now < this.#until && !this.#isTooMuch()) return this.#fill(now);
        this.#estimator.endProbe(now);
        this.#state = "waiting";
        return 0;
      case "waiting":
        this.#conclude(now);
        return 0;
      default:
        return this.#state satisfies never;
    }
  }

  #isTooMuch(): boolean {
    const { usage, losing } = this.#estimator;
    return usage === "overuse" || (losing && this.#until - this.#begunAt > 2 * PROBE_MS);
  }

  #mayBegin(wanted: number, now: number): boolean {
    return (
      this.#estimator.bitrate < wanted &&
      now >= this.#notBefore &&
      this.#estimator.calmFor(CALM_MS, now)
    );
  }

  #begin({ wanted, goal, kept }: ProbeWish & { readonly wanted: number }, now: number): number {
    const { bitrate, sent } = this.#estimator;
    const limited = this.#estimator.isLimited(now) && this.#carried < CONVINCING;
    const next = Math.max(wanted, limited ? CAUTIOUS * bitrate : goal);
    this.#rate = Math.min(MAXIMUM, MARGIN * next, STEP * Math.max(bitrate, sent));
    this.#state = "sending";
    this.#until = now + (now < this.#distrustedUntil ? this.#length : PROBE_MS);
    this.#estimator.beginProbe(this.#rate, kept, now);
    this.#begunAt = now - 5;
    this.#sentBytes = this.#estimator.sentBytes;
    return this.#fill(now);
  }

  /** What is missing to the rate beside everything that was sent since the beginning. */
  #fill(now: number): number {
    const sent = this.#estimator.sentBytes - this.#sentBytes;
    return Math.max(0, (this.#rate * (now - this.#begunAt)) / 8000 - sent);
  }

  #conclude(now: number): void {
    const outcome = this.#estimator.takeProbeOutcome(now);
    if (outcome === undefined) return;
    this.#state = "idle";
    this.#carried = outcome.carried ? this.#carried + 1 : 0;
    if (outcome.carried) {
      this.#pause = FIRST_PAUSE_MS;
      this.#notBefore = this.#estimator.isLimited(now) ? now + WATCHED_MS : now;
      return;
    }
    this.#notBefore = now + this.#pause;
    this.#pause = Math.min(LAST_PAUSE_MS, this.#pause * 2);
  }
}
