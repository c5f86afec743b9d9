import { SequenceUnwrapper } from "../rtp/sequence.ts";
import type { OutgoingReport } from "./write.ts";

/** Ticks of the media clock per packet by which the quickest transit is let grow. */
const CLOCK_DRIFT = 0.05;

/** Reception statistics of one SSRC (RFC 3550 A.3, A.8), from which receiver reports are made. */
export class ReceptionStatistics {
  readonly #ssrc: number;
  readonly #clockRate: number;
  readonly #unwrapper = new SequenceUnwrapper();
  #base: number | undefined;
  #highest = 0;
  #received = 0;
  #expectedBefore = 0;
  #receivedBefore = 0;
  #jitter = 0;
  #transit: number | undefined;
  #firstTransit = 0;
  #leastTransit = 0;
  #lag = 0;
  #lastReport = 0;
  #lastReportAt = 0;

  constructor(ssrc: number, clockRate: number) {
    this.#ssrc = ssrc;
    this.#clockRate = clockRate;
  }

  /** How much later the last packet came than the quickest ones of this stream, in milliseconds. */
  get lagMs(): number {
    return (this.#lag * 1000) / this.#clockRate;
  }

  /** Notes a packet that is no repetition. @param now milliseconds of a steady clock */
  receive(sequence: number, timestamp: number, now: number): void {
    const extended = this.#unwrapper.unwrap(sequence);
    this.#base ??= extended;
    if (extended > this.#highest) this.#highest = extended;
    this.#received += 1;
    const transit = ((now * this.#clockRate) / 1000 - timestamp) | 0;
    const change = this.#transit === undefined ? 0 : Math.abs((transit - this.#transit) | 0);
    // A new timestamp origin is not jitter.
    if (this.#transit === undefined || change > this.#clockRate * 10) {
      this.#firstTransit = transit;
      this.#leastTransit = 0;
    } else this.#jitter += (change - this.#jitter) / 16;
    this.#transit = transit;
    const relative = (transit - this.#firstTransit) | 0;
    // The sender's clock may run a little slower than ours: the least is not held for ever.
    this.#leastTransit = Math.min(relative, this.#leastTransit + CLOCK_DRIFT);
    this.#lag = relative - this.#leastTransit;
  }

  /** Notes a sender report, for the round-trip fields. */
  senderReport(ntpHigh: number, ntpLow: number, now: number): void {
    this.#lastReport = (((ntpHigh & 0xffff) << 16) | (ntpLow >>> 16)) >>> 0;
    this.#lastReportAt = now;
  }

  /** The report block for the time since the last one, or undefined before the first packet. */
  report(now: number): OutgoingReport | undefined {
    if (this.#base === undefined) return undefined;
    const expected = this.#highest - this.#base + 1;
    const expectedNow = expected - this.#expectedBefore;
    const lostNow = expectedNow - (this.#received - this.#receivedBefore);
    this.#expectedBefore = expected;
    this.#receivedBefore = this.#received;
    return {
      ssrc: this.#ssrc,
      fractionLost: expectedNow > 0 && lostNow > 0 ? Math.floor((lostNow * 256) / expectedNow) : 0,
      totalLost: Math.max(0, Math.min(0x7f_ffff, expected - this.#received)),
      highestSequence: this.#highest >>> 0,
      jitter: Math.floor(this.#jitter),
      lastReport: this.#lastReport,
      delay: this.#lastReport === 0 ? 0 : Math.round(((now - this.#lastReportAt) / 1000) * 65_536),
    };
  }
}
