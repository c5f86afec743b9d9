import type { DownlinkEstimator } from "./estimator.ts";

/** Length of a probe: long enough to be measured, short enough for the queue of a narrow line. */
const PROBE_MS = 100;
/** So long nothing must have spoken against the line before it is probed. */
const CALM_MS = 400;
/** A line that was found narrow is left alone for this long, then twice as long, up to the last. */
const FIRST_PAUSE_MS = 2500;
const LAST_PAUSE_MS = 8000;
/** A probe goes at most so far beyond what is known to fit. */
const STEP = 2;
/** And beyond what the next picture needs. */
const MARGIN = 1.15;
/** No probe goes beyond this, in bit/s. */
const MAXIMUM = 25_000_000;

/**
 * Decides when a receiver's line is tried out: only while it would get a larger picture if it
 * carried more, for a tenth of a second, and ever more rarely while that shows nothing new.
 */
export class Prober {
  readonly #estimator: DownlinkEstimator;
  #state: "idle" | "sending" | "waiting" = "idle";
  #rate = 0;
  #until = 0;
  #filledAt = 0;
  #sentBytes = 0;
  #notBefore = 0;
  #pause = FIRST_PAUSE_MS;

  constructor(estimator: DownlinkEstimator) {
    this.#estimator = estimator;
  }

  /** The line was found narrower than thought: no probe for a while. */
  postpone(now: number): void {
    this.#notBefore = Math.max(this.#notBefore, now + this.#pause);
  }

  /**
   * To be called every 25 ms or so.
   *
   * @param wanted bit/s that the line would have to carry for the next better picture, if any
   * @param now milliseconds of a steady clock
   * @returns bytes of padding that are to be sent now
   */
  due(wanted: number | undefined, now: number): number {
    switch (this.#state) {
      case "idle":
        return wanted !== undefined && this.#mayBegin(wanted, now) ? this.#begin(wanted, now) : 0;
      case "sending":
        if (now < this.#until && this.#estimator.usage !== "overuse") return this.#fill(now);
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

  #mayBegin(wanted: number, now: number): boolean {
    return (
      this.#estimator.bitrate < wanted &&
      now >= this.#notBefore &&
      this.#estimator.calmFor(CALM_MS, now)
    );
  }

  #begin(wanted: number, now: number): number {
    const { bitrate, sent } = this.#estimator;
    this.#rate = Math.min(MAXIMUM, MARGIN * wanted, STEP * Math.max(bitrate, sent));
    this.#state = "sending";
    this.#until = now + PROBE_MS;
    this.#estimator.beginProbe(now);
    this.#filledAt = now - 5;
    this.#sentBytes = this.#estimator.sentBytes;
    return this.#fill(now);
  }

  /** What is missing to the rate beside the media of the time since the last call. */
  #fill(now: number): number {
    const sent = this.#estimator.sentBytes;
    const bytes = (this.#rate * (now - this.#filledAt)) / 8000 - (sent - this.#sentBytes);
    this.#filledAt = now;
    // What is about to be sent must not count as media next time.
    this.#sentBytes = sent + Math.max(0, bytes);
    return Math.max(0, bytes);
  }

  #conclude(now: number): void {
    const outcome = this.#estimator.takeProbeOutcome(now);
    if (outcome === undefined) return;
    this.#state = "idle";
    if (outcome.carried) {
      this.#pause = FIRST_PAUSE_MS;
      this.#notBefore = now;
      return;
    }
    this.#notBefore = now + this.#pause;
    this.#pause = Math.min(LAST_PAUSE_MS, this.#pause * 2);
  }
}
