import { seqDelta } from "../rtp/sequence.ts";

/** Level of a muted microphone, in −dBov. */
export const DIGITAL_SILENCE = 127;
/** Silent packets that are still forwarded before the gate closes: one second. */
const PATIENCE = 50;
/** While it is closed one packet in so many passes, as a browser's own silence suppression does. */
const KEEP_ALIVE = 20;
/** Packets after which nobody waits for an older one any more. */
const FURTHEST = 0x2000;

/**
 * Leaves out the packets of muted microphones: browsers send fifty a second of them, which in a room
 * of two hundred would be nearly everything that is forwarded; and those of voices that nobody is to
 * hear now. Other sound is never dropped. Sequence numbers close up, so that receivers see a pause
 * and no loss.
 */
export class SilenceGate {
  #silent = 0;
  #newest: number | undefined;
  #offset = 0;
  /** Packets before this one belong to the time before numbers were last closed up. */
  #floor: number | undefined;

  /**
   * @param sequence of the packet as it came in
   * @param audioLevel −dBov, −1 where the packet does not tell
   * @param wanted false for one of too many voices: it is left out, however loud
   * @returns the sequence number to be sent with, −1 when the packet is left out
   */
  pass(sequence: number, audioLevel: number, wanted = true): number {
    const ahead = this.#newest === undefined ? 1 : seqDelta(this.#newest, sequence);
    this.#silent = audioLevel === DIGITAL_SILENCE ? this.#silent + 1 : 0;
    if (ahead <= 0) {
      const stale = this.#floor !== undefined && seqDelta(this.#floor, sequence) < 0;
      return stale ? -1 : (sequence + this.#offset) & 0xffff;
    }
    this.#newest = sequence;
    // A packet from before it would come minutes late; and half a range further it would seem ahead.
    if (this.#floor !== undefined && seqDelta(this.#floor, sequence) > FURTHEST) {
      this.#floor = undefined;
    }
    if (!wanted || (this.#silent > PATIENCE && this.#silent % KEEP_ALIVE !== 0)) {
      this.#offset = (this.#offset - 1) & 0xffff;
      this.#floor = (sequence + 1) & 0xffff;
      return -1;
    }
    return (sequence + this.#offset) & 0xffff;
  }
}
