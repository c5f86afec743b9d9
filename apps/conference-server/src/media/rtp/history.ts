const MINIMUM_BYTES = 64 * 1024;
const MAXIMUM_BYTES = 2 * 1024 * 1024;
/** Packets whose place is remembered; a power of two. */
const SLOTS = 2048;
/** A stream that has stopped for this long is not asked for any more. */
const RELEASE_AFTER_MS = 10_000;

/** Where each packet is, by the low bits of its sequence number. */
class Slots {
  /** Ever growing byte position of each slot's packet, so that overwritten ones can be told. */
  readonly position = new Float64Array(SLOTS).fill(-1);
  readonly sequence = new Int32Array(SLOTS).fill(-1);
  readonly length = new Uint16Array(SLOTS);
  readonly storedAt = new Float64Array(SLOTS);
}

/**
 * The last packets of one stream, kept in one ring of bytes, to answer receivers that miss some.
 * Storing copies the packet and allocates nothing, save at first and when the ring grows.
 */
export class PacketHistory {
  #bytes: Buffer | undefined;
  #write = 0;
  readonly #keepMs: number;
  #slots: Slots | undefined;
  #newestAt = 0;
  #total = 0;

  /** @param keepMs how far back packets should be found, in milliseconds */
  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  /** Copies a packet in. @param now milliseconds of a steady clock */
  store(sequence: number, packet: Buffer, now: number): void {
    let bytes = this.#bytes ?? (this.#bytes = Buffer.allocUnsafeSlow(MINIMUM_BYTES));
    const slots = this.#slots ?? (this.#slots = new Slots());
    if (this.#write + packet.length > bytes.length) {
      bytes = this.#wrap(bytes, slots, now);
    }
    packet.copy(bytes, this.#write);
    const slot = sequence & (SLOTS - 1);
    slots.sequence[slot] = sequence;
    slots.length[slot] = packet.length;
    slots.storedAt[slot] = now;
    slots.position[slot] = this.#total;
    this.#newestAt = now;
    this.#write += packet.length;
    this.#total += packet.length;
  }

  /** The packet of that sequence number as it came in (a view; use it before the next store). */
  find(sequence: number): Buffer | undefined {
    const slot = sequence & (SLOTS - 1);
    const bytes = this.#bytes;
    const slots = this.#slots;
    if (bytes === undefined || slots?.sequence[slot] !== sequence) return undefined;
    const position = slots.position[slot] as number;
    if (position < 0 || position + bytes.length < this.#total) return undefined;
    const at = position % bytes.length;
    return bytes.subarray(at, at + (slots.length[slot] as number));
  }

  /** Frees the memory of a stream that has stopped. @param now milliseconds of a steady clock */
  release(now: number): void {
    if (this.#bytes === undefined || now - this.#newestAt < RELEASE_AFTER_MS) return;
    this.#bytes = undefined;
    this.#slots = undefined;
    this.#write = 0;
    this.#total = 0;
  }

  #wrap(bytes: Buffer, slots: Slots, now: number): Buffer {
    const kept: number[] = [];
    let oldest = now;
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const position = slots.position[slot] as number;
      if (position < 0 || position + bytes.length < this.#total) continue;
      kept.push(slot);
      oldest = Math.min(oldest, slots.storedAt[slot] as number);
    }
    if (now - oldest < this.#keepMs && bytes.length < MAXIMUM_BYTES)
      return this.#grow(bytes, slots, kept);
    this.#write = 0;
    // Skip the rest of the ring so that positions stay in step with it.
    const rest = this.#total % bytes.length;
    if (rest !== 0) this.#total += bytes.length - rest;
    return bytes;
  }

  #grow(before: Buffer, slots: Slots, kept: readonly number[]): Buffer {
    const bytes = Buffer.allocUnsafeSlow(before.length * 2);
    const ordered = kept.toSorted(
      (left, right) => (slots.position[left] as number) - (slots.position[right] as number),
    );
    const places = ordered.map((slot) => (slots.position[slot] as number) % before.length);
    slots.position.fill(-1);
    this.#write = 0;
    for (const [index, slot] of ordered.entries()) {
      const from = places[index] as number;
      const length = slots.length[slot] as number;
      before.copy(bytes, this.#write, from, from + length);
      slots.position[slot] = this.#write;
      this.#write += length;
    }
    this.#total = this.#write;
    this.#bytes = bytes;
    return bytes;
  }
}
