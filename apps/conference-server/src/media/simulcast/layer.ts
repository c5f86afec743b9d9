import { NackTracker } from "../rtcp/nack.ts";
import { ReceptionStatistics } from "../rtcp/reception.ts";
import { GoingRate } from "../rtp/going-rate.ts";
import { PacketHistory } from "../rtp/history.ts";
import { type TemporalOption, TemporalShares } from "./temporal-shares.ts";

/** A layer counts as sent while its last packet is no older. 500 ms flaps at low frame rates. */
export const LIVE_MS = 1500;
const HISTORY_MS = 1000;
const VIDEO_CLOCK = 90_000;
/** What cameras send at that many lines or fewer (bit/s), until it has been measured. */
const USUAL: readonly (readonly [lines: number, bitrate: number])[] = [
  [90, 80_000],
  [180, 150_000],
  [360, 500_000],
  [720, 1_500_000],
];
const USUAL_LARGEST = 2_500_000;
const USUAL_SCREEN = 500_000;
/** At most one key picture is asked for per layer in this time. */
const KEYFRAME_INTERVAL_MS = 300;

/** One video SSRC as it comes in from its sender: a simulcast layer, or the whole source. */
export class IncomingLayer {
  readonly ssrc: number;
  readonly index: number;
  readonly nack = new NackTracker();
  readonly history = new PacketHistory(HISTORY_MS);
  readonly reception: ReceptionStatistics;
  /** In pixels, from the last key picture that told; 0 while unknown. */
  height = 0;
  lastPacketAt = Number.NEGATIVE_INFINITY;
  readonly #rate = new GoingRate();
  readonly #shares = new TemporalShares();
  /** The wall clock (s since 1900, with fraction) and RTP time of the last sender report. */
  #reportSeconds: number | undefined;
  #reportTimestamp = 0;
  #keyframeAskedAt = Number.NEGATIVE_INFINITY;

  constructor(ssrc: number, index: number) {
    this.ssrc = ssrc;
    this.index = index;
    this.reception = new ReceptionStatistics(ssrc, VIDEO_CLOCK);
  }

  /** Bit/s over the last full second. */
  get bitrate(): number {
    return this.#rate.bitrate;
  }

  /** The ways to have it, from the cheapest on. */
  get options(): readonly TemporalOption[] {
    return this.#shares.options;
  }

  /**
   * Notes a media packet.
   *
   * @param bytes headers of the network included
   * @param temporal its temporal layer
   * @returns true when the layer was not live before
   */
  receive(bytes: number, temporal: number, now: number): boolean {
    const awoke = now - this.lastPacketAt > LIVE_MS;
    this.lastPacketAt = now;
    if (awoke) this.#rate.begin(now);
    this.#shares.add(temporal, bytes);
    if (this.#rate.add(bytes, now)) this.#shares.close();
    return awoke;
  }

  /**
   * Bit/s that have to be reckoned with.
   *
   * @param height pixels, measured or guessed
   */
  price(height: number, desktop: boolean): number {
    if (this.#rate.price > 0) return this.#rate.price;
    if (desktop) return USUAL_SCREEN;
    return USUAL.find(([lines]) => height <= lines)?.[1] ?? USUAL_LARGEST;
  }

  isLive(now: number): boolean {
    return now - this.lastPacketAt <= LIVE_MS;
  }

  senderReport(ntpHigh: number, ntpLow: number, timestamp: number, now: number): void {
    this.#reportSeconds = ntpHigh + ntpLow / 2 ** 32;
    this.#reportTimestamp = timestamp;
    this.reception.senderReport(ntpHigh, ntpLow, now);
  }

  /** What to add to this layer's timestamps to get those of `reference`, once both have reported. */
  alignmentTo(reference: IncomingLayer): number | undefined {
    if (reference === this) return 0;
    if (this.#reportSeconds === undefined || reference.#reportSeconds === undefined)
      return undefined;
    const elapsed = Math.round((this.#reportSeconds - reference.#reportSeconds) * VIDEO_CLOCK);
    return (reference.#reportTimestamp + elapsed - this.#reportTimestamp) | 0;
  }

  /** May a key picture be asked for now? Notes that it was. */
  takeKeyframeRequest(now: number): boolean {
    if (now - this.#keyframeAskedAt < KEYFRAME_INTERVAL_MS) return false;
    this.#keyframeAskedAt = now;
    return true;
  }
}
