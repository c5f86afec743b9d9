/** Packets that are remembered; a power of two. */
const SLOTS = 2048;
/** Changes of layer that are remembered; far more than fit into so many packets. */
const EPOCHS = 64;
/** Stands where the picture's number would: the number was kept for a packet that is not sent. */
const VOID = 0xffff;

/** What all packets of a layer have in common between two changes. */
export interface Epoch {
  readonly layer: number;
  /** What is added to the timestamps. */
  readonly timestamp: number;
  /** And to TL0PICIDX. */
  readonly tl0: number;
}

/** A number that a receiver asks for, found again. */
export interface SentPacket {
  readonly layer: number;
  readonly incomingSequence: number;
  readonly epoch: Epoch;
  /** What was added to the picture id. */
  readonly picture: number;
  /** Nothing stands behind the number: its picture is left out. */
  readonly void: boolean;
}

/**
 * Which incoming packet went out under which number, for the last packets of one source to one
 * receiver. Numbers are given out without a gap, so the low bits of a number are its place.
 */
export class SentPackets {
  readonly #incoming = new Uint16Array(SLOTS);
  readonly #picture = new Uint16Array(SLOTS);
  readonly #epochOf = new Uint8Array(SLOTS);
  readonly #epochs: Epoch[] = [];
  #epoch = -1;
  #newest = 0;
  #count = 0;

  /** A layer begins. */
  begin(epoch: Epoch): void {
    this.#epoch = (this.#epoch + 1) % EPOCHS;
    this.#epochs[this.#epoch] = epoch;
  }

  /**
   * Gives the next number away.
   *
   * @param sequence the one that follows the last
   * @param picture what is added to the picture id, 15 bits
   */
  add(sequence: number, incoming: number, picture: number): void {
    const slot = sequence & (SLOTS - 1);
    this.#incoming[slot] = incoming;
    this.#picture[slot] = picture;
    this.#epochOf[slot] = this.#epoch;
    this.#newest = sequence;
    if (this.#count < SLOTS) this.#count += 1;
  }

  /** The packet of a number turned out to belong to a picture that is left out. */
  empty(sequence: number): void {
    this.#picture[sequence & (SLOTS - 1)] = VOID;
  }

  find(sequence: number): SentPacket | undefined {
    if (!this.#has(sequence)) return undefined;
    const slot = sequence & (SLOTS - 1);
    const picture = this.#picture[slot] as number;
    const epoch = this.#epochs[this.#epochOf[slot] as number] as Epoch;
    return {
      layer: epoch.layer,
      incomingSequence: this.#incoming[slot] as number,
      epoch,
      picture,
      void: picture === VOID,
    };
  }

  /**
   * The number that was kept for a packet of the running layer when it was missed.
   *
   * @param from the lowest number that it may be
   * @returns −1 where there is none
   */
  numberOf(incoming: number, from: number): number {
    for (let sequence = from; this.#has(sequence); sequence = (sequence + 1) & 0xffff) {
      const slot = sequence & (SLOTS - 1);
      if (this.#incoming[slot] === incoming && this.#epochOf[slot] === this.#epoch) return sequence;
    }
    return -1;
  }

  #has(sequence: number): boolean {
    const age = (this.#newest - sequence) & 0xffff;
    return age < this.#count;
  }
}
