import { decodeTransportCc } from "../rtcp/transport-cc.ts";
import { DelaySteps } from "./delay-steps.ts";
import { LossController } from "./loss.ts";
import { ProbeCluster, type ProbeOutcome } from "./probe.ts";
import { QueueDelay } from "./queue-delay.ts";
import { Throughput } from "./throughput.ts";
import { TrendlineDetector, type Usage } from "./trendline.ts";
import { WIRE_OVERHEAD } from "./wire.ts";

/** Packets in flight that can be matched with feedback; a power of two. */
const SLOTS = 2048;
const MINIMUM = 50_000;
const MAXIMUM = 100_000_000;
const DECREASE = 0.85;
/** One decrease by delay at most in this time: what was sent before must have drained. */
const DECREASE_INTERVAL_MS = 300;
/** What was too much needs up to so long to drain. */
const DRAIN_MS = 1500;
/** A growing delay counts only when every packet waits for at least so long, in ms. */
const QUEUE_MS = 20;
/** What arrives is what the line carries once there was a queue for so many feedbacks in a row. */
const SURELY_BUSY = 3;
/** The first sign of it may be a key picture on its way; not so with a queue of that length, in ms. */
const LONG_QUEUE_MS = 60;
/** Key pictures of something new may fill the line for so long, if no longer queue grows. */
const BURST_MS = 1200;
const BURST_QUEUE_MS = 120;
/** So little of what was carried before a probe: it is not the probe, the line has become narrow. */
const COLLAPSED = 0.85;
/** Without feedback for so long nothing is under way any more, and no queue is left. */
const STALE_MS = 1500;
/** More than the usual loss: at once, not over a second. */
const LOSING = 0.08;
/** A queue that is longer than this, in ms, and out of which less comes than goes in, is a full line. */
const FULL_QUEUE_MS = 80;
/** Less arrives than is sent by this much: the line is full, not only unsteady. */
const STARVED = 0.9;
const INCREASE_PER_SECOND = 0.08;
const ADDITIVE_PER_SECOND = 80_000;
/** What is not used proves nothing: the estimate climbs to so much more than what arrives. */
const HEADROOM = 1.15;
/** To no more than this share of what came out of a full line, as long as no probe showed more. */
const KNOWN = 0.97;
/** A line that was full is not tried out boldly for so long. */
const LIMITED_MS = 15_000;
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
  readonly #steps = new DelaySteps();
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
  #overuses = 0;
  /** Feedbacks in a row that told of a queue. */
  #busy = 0;
  #burstUntil = 0;
  /** What came out of the line when it was full. */
  #capacity = Number.POSITIVE_INFINITY;
  #fullAt = Number.NEGATIVE_INFINITY;
  #probe: ProbeCluster | undefined;
  #probedAt = Number.NEGATIVE_INFINITY;
  #kept = 0;
  #probable = true;
  #decreasedAt = Number.NEGATIVE_INFINITY;
  #updatedAt = 0;
  /** When the first feedback came. */
  #measuredAt = Number.POSITIVE_INFINITY;

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
    if (this.#isFull()) return "overuse";
    return usage === "overuse" && this.#queue.ms < QUEUE_MS ? "normal" : usage;
  }

  /** A queue that has no room left does not grow any more: the trend says nothing of it. */
  #isFull(): boolean {
    const { sent, arrived } = this.#throughput;
    return this.#queue.ms > FULL_QUEUE_MS && arrived < STARVED * sent;
  }

  /** Was the end of the line met lately? */
  isLimited(now: number): boolean {
    return this.#capacity < Number.POSITIVE_INFINITY || now - this.#fullAt < LIMITED_MS;
  }

  /** Bit/s that were sent lately. */
  get sent(): number {
    return this.#throughput.sent;
  }

  /** Bytes sent so far, headers of the network included, for whoever fills up to a rate. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** Was more lost just now than the line loses anyway? */
  get losing(): boolean {
    const share = this.#lostNow / Math.max(1, this.#lostNow + this.#deliveredNow);
    return this.#lostNow > 1 && share > this.#loss.inherent + LOSING;
  }

  /** Has nothing spoken against the line for that long, in ms? */
  calmFor(ms: number, now: number): boolean {
    // Where nothing goes out there is nothing to wait for, and what was said of the line is old.
    if (this.#sentBytes === 0 || this.#isStale(now)) return true;
    return (
      now - this.#measuredAt >= ms &&
      this.usage === "normal" &&
      this.#queue.ms < QUEUE_MS &&
      this.#loss.fine &&
      now - this.#decreasedAt >= ms
    );
  }

  #isStale(now: number): boolean {
    return this.#updatedAt > 0 && now - this.#updatedAt > STALE_MS;
  }

  /**
   * Numbers and notes a packet that is about to be sent.
   *
   * @param bytes without the headers of the network
   * @returns its transport-wide number
   */
  nextSequence(bytes: number, now: number): number {
    const wire = bytes + WIRE_OVERHEAD;
    const sequence = this.#nextSequence;
    this.#nextSequence = (sequence + 1) & 0xffff;
    const slot = sequence & (SLOTS - 1);
    this.#sequence[slot] = sequence;
    this.#sentAt[slot] = now;
    this.#size[slot] = wire;
    this.#sentBytes += wire;
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

  /** Something new is about to be sent, which begins with key pictures. */
  expectBurst(now: number): void {
    this.#burstUntil = now + BURST_MS;
  }

  /**
   * From now on everything that is sent is part of a probe.
   *
   * @param rate bit/s
   * @param kept bit/s that are carried already: the probe does not lower the estimate below
   */
  beginProbe(rate: number, kept: number, now: number): void {
    this.#kept = kept;
    if (this.#isStale(now)) {
      this.#queue.drain();
      this.#detector.reset();
    }
    this.#probe = new ProbeCluster(now, rate);
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
    if (outcome.carried && this.usage !== "overuse") {
      this.#proven = Math.max(this.#proven, outcome.bitrate);
      if (outcome.bitrate > this.#capacity) this.#capacity = Number.POSITIVE_INFINITY;
      this.#bitrate = Math.max(this.#bitrate, outcome.bitrate);
      return outcome;
    }
    // It may have come through for a moment, and then a queue began to grow.
    const { arrived } = this.#throughput;
    const full = this.usage === "overuse" && arrived > 0;
    const bitrate = full ? Math.min(arrived, outcome.bitrate) : outcome.bitrate;
    if (bitrate > 0) this.#refuse(bitrate, outcome.queued, now);
    return { ...outcome, carried: false, bitrate };
  }

  #refuse(bitrate: number, queued: boolean, now: number): void {
    this.#narrowed = true;
    if (queued) this.#noteFull(bitrate, now);
    const kept = bitrate < COLLAPSED * this.#kept ? 0 : this.#kept;
    const least = Math.max(MINIMUM, Math.min(this.#bitrate, kept));
    this.#bitrate = Math.max(least, REFUSED_PROBE * bitrate);
    this.#proven = this.#bitrate;
    this.#decreasedAt = now;
    // What the probe has left in the queue is no reason to send less.
    this.#burstUntil = now + BURST_MS;
  }

  readonly #visit = (sequence: number, arrived: number): void => {
    const slot = sequence & (SLOTS - 1);
    if (this.#sequence[slot] !== sequence) return;
    const sent = this.#sentAt[slot] as number;
    if (sent < 0 || this.#visitTime - sent > 10_000) return;
    const bytes = this.#size[slot] as number;
    this.#sentAt[slot] = -1;
    const probe = this.#probe?.covers(sent) === true ? this.#probe : undefined;
    if (arrived < 0) {
      probe?.add(bytes, sent, arrived);
      this.#lostNow += 1;
      this.#throughput.addLost(bytes);
      return;
    }
    this.#deliveredNow += 1;
    // All see the packet as if the way had not become longer at one stroke.
    const straightened = arrived - this.#steps.add(sent, arrived);
    probe?.add(bytes, sent, straightened);
    this.#throughput.addArrived(bytes, sent, straightened);
    this.#queue.add(sent, straightened);
    this.#detector.add(sent, straightened);
  };

  #update(now: number): void {
    if (this.#updatedAt === 0) {
      this.#updatedAt = now;
      this.#measuredAt = now;
      return;
    }
    const { arrived } = this.#throughput;
    this.#busy = this.#queue.ms >= QUEUE_MS ? this.#busy + 1 : 0;
    const full = arrived < STARVED * this.#throughput.sent;
    if (this.#busy >= SURELY_BUSY && (full || this.isLimited(now))) this.#noteFull(arrived, now);
    const elapsed = Math.min(1000, now - this.#updatedAt) / 1000;
    this.#updatedAt = now;
    const before = this.#bitrate;
    const judged = this.#loss.judge(before, this.#throughput, now);
    // What a full queue lost is answered already.
    this.#bitrate = now - this.#decreasedAt < DRAIN_MS ? Math.max(before, judged) : judged;
    if (this.#bitrate < before) this.#noteDecrease(now);
    const probing = this.#probe !== undefined || now - this.#probedAt < PROBE_ECHO_MS;
    const { usage } = this;
    this.#overuses = usage === "overuse" ? this.#overuses + 1 : 0;
    if (usage === "overuse") {
      const certain =
        now < this.#burstUntil
          ? this.#queue.ms > BURST_QUEUE_MS || this.losing
          : this.#overuses > 1 || this.#queue.ms > LONG_QUEUE_MS;
      const collapsed = arrived < COLLAPSED * this.#kept;
      if (certain && (collapsed || !probing)) this.#decreaseByDelay(now);
    } else if (this.calmFor(0, now) && !probing) this.#increase(elapsed);
    this.#bitrate = Math.max(MINIMUM, Math.min(MAXIMUM, this.#bitrate));
  }

  #decreaseByDelay(now: number): void {
    if (now - this.#decreasedAt < DECREASE_INTERVAL_MS) return;
    const { sent, arrived } = this.#throughput;
    // Less goes in than comes out since: the rest of the queue will be gone soon.
    if (arrived >= sent && now - this.#decreasedAt < DRAIN_MS) return;
    const full = arrived < STARVED * sent;
    const most = this.#queue.ms > BURST_QUEUE_MS ? arrived : this.#throughput.arrivedAtMost;
    const target = DECREASE * (full ? most : Math.max(arrived, this.#bitrate));
    this.#bitrate = Math.min(this.#bitrate, target);
    this.#noteDecrease(now);
  }

  #noteFull(bitrate: number, now: number): void {
    this.#capacity = bitrate;
    this.#fullAt = now;
  }

  #noteDecrease(now: number): void {
    this.#decreasedAt = now;
    this.#narrowed = true;
    this.#proven = Math.min(this.#proven, this.#bitrate);
  }

  #increase(elapsed: number): void {
    const { arrived } = this.#throughput;
    const known = this.#probable ? KNOWN * this.#capacity : Number.POSITIVE_INFINITY;
    if (arrived > this.#bitrate) this.#bitrate = Math.min(arrived, Math.max(this.#bitrate, known));
    const used = this.#probable ? HEADROOM * arrived : UNPROBED_HEADROOM * arrived + UNPROBED_EXTRA;
    const ceiling = Math.max(this.#narrowed ? 0 : this.#start, this.#proven, Math.min(known, used));
    if (this.#bitrate >= ceiling) return;
    const step = Math.max(this.#bitrate * INCREASE_PER_SECOND, ADDITIVE_PER_SECOND) * elapsed;
    this.#bitrate = Math.min(this.#bitrate + step, ceiling);
  }
}
