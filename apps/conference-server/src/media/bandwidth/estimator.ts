import { decodeTransportCc } from "../rtcp/transport-cc.ts";
import { LossController } from "./loss.ts";
import { ProbeCluster, type ProbeOutcome } from "./probe.ts";
import { QueueDelay } from "./queue-delay.ts";
import { Throughput } from "./throughput.ts";
import { TrendlineDetector, type Usage } from "./trendline.ts";

/** Packets in flight that can be matched with feedback; a power of two. */
const SLOTS = 2048;
const MINIMUM = 50_000;
const MAXIMUM = 100_000_000;
const DECREASE = 0.85;
/** One decrease by delay at most in this time: what was sent before must have drained. */
const DECREASE_INTERVAL_MS = 300;
/** A growing delay counts only when every packet waits for at least so long, in ms. */
const QUEUE_MS = 20;
/** Less arrives than is sent by this much: the line is full, not only unsteady. */
const STARVED = 0.9;
const INCREASE_PER_SECOND = 0.08;
const ADDITIVE_PER_SECOND = 80_000;
/** What is not used proves nothing: the estimate climbs to so much more than what arrives. */
const HEADROOM = 1.15;
/** And so far above where the line cannot be probed. */
const UNPROBED_HEADROOM = 2;
const UNPROBED_EXTRA = 500_000;
/** Of the rate at which a probe arrived that the line did not carry whole. */
const REFUSED_PROBE = 0.95;
/** After a probe the delay is its own for this long. */
const PROBE_ECHO_MS = 400;
/** Receivers without transport-wide feedback are thought to take this much (bit/s) at most. */
const UNMEASURED_MAXIMUM = 2_500_000;

/**
 * Estimates one receiver's downlink from its transport-wide feedback: by growing delay, by loss, by
 * what has arrived, and by probes. Lean GCC (draft-ietf-rmcat-gcc-02).
 */
export class DownlinkEstimator {
  readonly #start: number;
  #bitrate: number;
  #remb = Number.POSITIVE_INFINITY;
  readonly #detector = new TrendlineDetector();
  readonly #throughput = new Throughput();
  readonly #queue = new QueueDelay();
  readonly #loss = new LossController();
  readonly #sentAt = new Float64Array(SLOTS).fill(-1);
  readonly #size = new Uint16Array(SLOTS);
  readonly #sequence = new Uint16Array(SLOTS);
  #nextSequence = 0;
  #sentBytes = 0;
  #visitTime = 0;
  #lostNow = 0;
  #deliveredNow = 0;
  /** Highest rate that was shown to fit since the line was last found narrower. */
  #proven = 0;
  #narrowed = false;
  #probe: ProbeCluster | undefined;
  #probedAt = Number.NEGATIVE_INFINITY;
  #probable = true;
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
    return this.#loss.share;
  }

  /** Is a queue growing on the way? */
  get usage(): Usage {
    const { usage } = this.#detector;
    return usage === "overuse" && this.#queue.ms < QUEUE_MS ? "normal" : usage;
  }

  /** Bit/s that were sent lately. */
  get sent(): number {
    return this.#throughput.sent;
  }

  /** Bytes sent so far, for whoever fills up to a rate. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** Has nothing spoken against the line for that long, in ms? */
  calmFor(ms: number, now: number): boolean {
    return this.usage === "normal" && this.#loss.fine && now - this.#decreasedAt >= ms;
  }

  /** Numbers and notes a packet that is about to be sent. @returns its transport-wide number */
  nextSequence(bytes: number, now: number): number {
    const sequence = this.#nextSequence;
    this.#nextSequence = (sequence + 1) & 0xffff;
    const slot = sequence & (SLOTS - 1);
    this.#sequence[slot] = sequence;
    this.#sentAt[slot] = now;
    this.#size[slot] = bytes;
    this.#sentBytes += bytes;
    if (this.#probe?.ended === false) this.#probe.send();
    return sequence;
  }

  /** A limit by the receiver itself, in bit/s (REMB). */
  limit(bitrate: number): void {
    this.#remb = Math.max(MINIMUM, bitrate);
  }

  /** Takes one feedback packet in. @param now milliseconds of the clock of {@link nextSequence} */
  feedback(body: Buffer, now: number): void {
    this.#visitTime = now;
    this.#lostNow = 0;
    this.#deliveredNow = 0;
    decodeTransportCc(body, this.#visit);
    this.#throughput.close();
    this.#queue.close(now);
    this.#loss.add(this.#lostNow, this.#deliveredNow);
    this.#update(now);
  }

  /**
   * The loss of a receiver report (0–1): all there is to go by for a receiver that sends no
   * transport-wide feedback, ignored for others.
   */
  report(fractionLost: number): void {
    if (this.#updatedAt !== 0) return;
    if (fractionLost > 0.1) this.#bitrate *= 1 - 0.5 * fractionLost;
    else if (fractionLost < 0.02 && this.#bitrate < UNMEASURED_MAXIMUM)
      this.#bitrate = Math.min(UNMEASURED_MAXIMUM, this.#bitrate * 1.1);
    this.#bitrate = Math.max(MINIMUM, this.#bitrate);
  }

  /** From now on everything that is sent is part of a probe. */
  beginProbe(now: number): void {
    this.#probe = new ProbeCluster(now);
  }

  /** The probe has been sent. */
  endProbe(now: number): void {
    this.#probe?.end(now);
    this.#probedAt = now;
  }

  /** Can the line be probed? If not, the estimate has to climb without. */
  setProbable(probable: boolean): void {
    this.#probable = probable;
  }

  /** How the last probe went, once; undefined while that is not known. */
  takeProbeOutcome(now: number): ProbeOutcome | undefined {
    const outcome = this.#probe?.outcome(now, this.#loss.inherent);
    if (outcome === undefined) return undefined;
    this.#probe = undefined;
    this.#probedAt = now;
    if (outcome.carried) {
      this.#proven = Math.max(this.#proven, outcome.bitrate);
      this.#bitrate = Math.max(this.#bitrate, outcome.bitrate);
    } else if (outcome.bitrate > 0) {
      this.#narrowed = true;
      this.#bitrate = Math.max(MINIMUM, REFUSED_PROBE * outcome.bitrate);
      this.#proven = this.#bitrate;
    }
    return outcome;
  }

  readonly #visit = (sequence: number, arrived: number): void => {
    const slot = sequence & (SLOTS - 1);
    if (this.#sequence[slot] !== sequence) return;
    const sent = this.#sentAt[slot] as number;
    if (sent < 0 || this.#visitTime - sent > 10_000) return;
    const bytes = this.#size[slot] as number;
    this.#sentAt[slot] = -1;
    if (this.#probe?.covers(sent) === true) this.#probe.add(bytes, sent, arrived);
    if (arrived < 0) {
      this.#lostNow += 1;
      this.#throughput.addLost(bytes);
      return;
    }
    this.#deliveredNow += 1;
    this.#throughput.addArrived(bytes, sent, arrived);
    this.#queue.add(sent, arrived);
    this.#detector.add(sent, arrived);
  };

  #update(now: number): void {
    if (this.#updatedAt === 0) {
      this.#updatedAt = now;
      return;
    }
    const elapsed = Math.min(1000, now - this.#updatedAt) / 1000;
    this.#updatedAt = now;
    const before = this.#bitrate;
    this.#bitrate = this.#loss.judge(before, this.#throughput, now);
    if (this.#bitrate < before) this.#noteDecrease(now);
    const probing = this.#probe !== undefined || now - this.#probedAt < PROBE_ECHO_MS;
    const { usage } = this;
    if (usage === "overuse") {
      if (!probing) this.#decreaseByDelay(now);
    } else if (usage === "normal" && this.#loss.fine) this.#increase(elapsed);
    this.#bitrate = Math.max(MINIMUM, Math.min(MAXIMUM, this.#bitrate));
  }

  #decreaseByDelay(now: number): void {
    if (now - this.#decreasedAt < DECREASE_INTERVAL_MS) return;
    const { sent, arrived } = this.#throughput;
    const target = arrived < STARVED * sent ? DECREASE * arrived : DECREASE * this.#bitrate;
    this.#bitrate = Math.min(this.#bitrate, target);
    this.#noteDecrease(now);
  }

  #noteDecrease(now: number): void {
    this.#decreasedAt = now;
    this.#narrowed = true;
    this.#proven = Math.min(this.#proven, this.#bitrate);
  }

  #increase(elapsed: number): void {
    const { arrived } = this.#throughput;
    if (arrived > this.#bitrate) this.#bitrate = arrived;
    const used = this.#probable ? HEADROOM * arrived : UNPROBED_HEADROOM * arrived + UNPROBED_EXTRA;
    const ceiling = Math.max(this.#narrowed ? 0 : this.#start, this.#proven, used);
    if (this.#bitrate >= ceiling) return;
    const step = Math.max(this.#bitrate * INCREASE_PER_SECOND, ADDITIVE_PER_SECOND) * elapsed;
    this.#bitrate = Math.min(this.#bitrate + step, ceiling);
  }
}
