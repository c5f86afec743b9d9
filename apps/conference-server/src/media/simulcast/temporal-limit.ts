import { ALL_TEMPORAL, type PayloadInfo } from "../rtp/codecs.ts";
import { seqDelta } from "../rtp/sequence.ts";

/** Changes that are remembered for packets that come late. */
const KEPT = 8;

interface Change {
  /** Incoming number of the first packet to which it applies. */
  sequence: number;
  readonly limit: number;
}

/**
 * Which temporal layers of the current layer are passed on. It changes only where a picture begins,
 * so that pictures are whole; up only where one begins that needs none of those that were left out.
 */
export class TemporalLimit {
  /** The highest that is wanted. */
  target = ALL_TEMPORAL;
  #limit = ALL_TEMPORAL;
  /** Newest first. */
  #changes: Change[] = [];

  /** A layer begins with a key picture: nothing was left out before it. */
  begin(sequence: number): void {
    this.#limit = this.target;
    this.#changes = [{ sequence, limit: this.#limit }];
  }

  /** Is a packet passed on that is newer than all before? */
  passes(sequence: number, info: PayloadInfo): boolean {
    if (this.#limit !== this.target && info.begins) this.#change(sequence, info);
    return info.temporal <= this.#limit;
  }

  /** Would a packet have been that is only now here? */
  passedAt(sequence: number, info: PayloadInfo): boolean {
    const change = this.#changes.find((one) => seqDelta(one.sequence, sequence) >= 0);
    return info.temporal <= (change?.limit ?? ALL_TEMPORAL);
  }

  /** Nobody asks any more for what came before this packet. */
  forgetBefore(sequence: number): void {
    const oldest = this.#changes.findIndex((one) => seqDelta(one.sequence, sequence) >= 0);
    if (oldest < 0) return;
    this.#changes.length = oldest + 1;
    (this.#changes[oldest] as Change).sequence = sequence;
  }

  #change(sequence: number, info: PayloadInfo): void {
    let limit = this.#limit;
    if (info.keyframe || this.target < limit) limit = this.target;
    else if (info.synchronises && info.temporal === limit + 1) limit = info.temporal;
    if (limit === this.#limit) return;
    this.#limit = limit;
    this.#changes.unshift({ sequence, limit });
    if (this.#changes.length > KEPT) this.#changes.pop();
  }
}
