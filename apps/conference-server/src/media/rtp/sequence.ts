/** Arithmetic on the 16-bit sequence numbers and 32-bit timestamps of RTP (RFC 3550), which wrap. */

/** Signed distance from `from` to `to` on the 16-bit circle: −32768 … 32767. */
export function seqDelta(from: number, to: number): number {
  return ((to - from) << 16) >> 16;
}

/** Signed distance from `from` to `to` on the 32-bit circle. */
export function timestampDelta(from: number, to: number): number {
  return (to - from) | 0;
}

/** Turns wrapping 16-bit numbers into ever growing ones, tolerating reordering. */
export class SequenceUnwrapper {
  #last: number | undefined;

  /** The extended number of `seq`: the one nearest to the previous call's answer. */
  unwrap(seq: number): number {
    if (this.#last === undefined) {
      this.#last = seq;
      return seq;
    }
    const extended = this.#last + seqDelta(this.#last & 0xffff, seq);
    if (extended > this.#last) this.#last = extended;
    return extended;
  }
}
