/**
 * When the key of a sender changes, and who is to have it. Pure: what is to be done comes back as
 * steps, keys themselves are not in here.
 */

/** Places in the ring of a sender's keys; as `MEDIA_KEY_RING`, which a worker shall not load a library for. */
export const RING = 16;
/** Milliseconds in which a new key gets to the others before it is used, and an old one still counts. */
export const OVERLAP = 2_000;
/** Keys made from the one before until everybody is sent one: who heard none of them must not lose track. */
const SHARE_EVERY = 8;

/** The keys with which this device encrypts. Devices are named by whoever uses this. */
export interface OwnRing {
  /** Place of the newest key, 0…15. */
  readonly newest: number;
  /** Place of the key in use. */
  readonly used: number;
  /** Keys that are with the others and not in use yet, oldest first. */
  readonly due: readonly { readonly index: number; readonly at: number }[];
  readonly ratchets: number;
  readonly devices: readonly string[];
}

export type KeyStep =
  /** A key out of nothing. */
  | { readonly kind: "fresh"; readonly index: number }
  /** A key out of another one. */
  | { readonly kind: "ratchet"; readonly index: number; readonly from: number }
  | { readonly kind: "use"; readonly index: number }
  | { readonly kind: "send"; readonly index: number; readonly to: readonly string[] };

export interface KeyPlan {
  readonly ring: OwnRing;
  readonly steps: readonly KeyStep[];
}

/** A sender begins, with nobody there to hear. */
export function beginKeys(): KeyPlan {
  return {
    ring: { newest: 0, used: 0, due: [], ratchets: 0, devices: [] },
    steps: [
      { kind: "fresh", index: 0 },
      { kind: "use", index: 0 },
    ],
  };
}

/**
 * Others may have the key now. Whoever came gets a key made from the one before, which opens nothing of what
 * was said earlier; the others make it themselves. When somebody is gone the rest get a new one.
 * @param devices that may have the key
 * @param now milliseconds
 * @param anew those of them that came back and have lost what they had
 */
export function devicesChanged(
  ring: OwnRing,
  devices: readonly string[],
  now: number,
  anew: readonly string[] = [],
): KeyPlan {
  const came = devices.filter((one) => !ring.devices.includes(one) || anew.includes(one));
  const gone = ring.devices.some((one) => !devices.includes(one));
  const next = (ring.newest + 1) % RING;
  if (gone) {
    return {
      ring: {
        ...ring,
        devices,
        newest: next,
        ratchets: 0,
        due: [...ring.due, { index: next, at: now + OVERLAP }],
      },
      steps: [
        { kind: "fresh", index: next },
        ...(devices.length === 0 ? [] : [{ kind: "send", index: next, to: devices } as const]),
      ],
    };
  }
  if (came.length === 0) return { ring, steps: [] };
  // What is on its way to the others was not used yet: it opens nothing of before.
  if (ring.due.length > 0) {
    return {
      ring: { ...ring, devices },
      steps: [{ kind: "send", index: ring.newest, to: came }],
    };
  }
  const everybody = ring.ratchets + 1 >= SHARE_EVERY;
  return {
    ring: {
      ...ring,
      devices,
      newest: next,
      used: next,
      ratchets: everybody ? 0 : ring.ratchets + 1,
    },
    steps: [
      { kind: "ratchet", index: next, from: ring.newest },
      { kind: "send", index: next, to: everybody ? devices : came },
      { kind: "use", index: next },
    ],
  };
}

/** Time went by. */
export function keysDue(ring: OwnRing, now: number): KeyPlan {
  const last = ring.due.findLast(({ at }) => at <= now);
  if (!last) return { ring, steps: [] };
  return {
    ring: { ...ring, used: last.index, due: ring.due.filter(({ at }) => at > now) },
    steps: [{ kind: "use", index: last.index }],
  };
}

/** A key of somebody else, with what is kept beside it. */
interface Slot<T> {
  readonly index: number;
  readonly held: T;
  /** Milliseconds until which it counts; without an end as long as nothing newer was heard. */
  until: number;
}

/** The keys of one sender, as a receiver keeps them. */
export class SenderRing<T> {
  readonly #slots = new Map<number, Slot<T>>();
  #newest: Slot<T> | undefined;

  /** The newest key, whether anything was encrypted with it yet or not. */
  get newest(): { readonly index: number; readonly held: T } | undefined {
    return this.#newest;
  }

  /**
   * Takes a key that the sender sent, or that was made from an earlier one and proved right.
   * @returns false for one that is older than the newest: it has had its time
   */
  take(index: number, held: T): boolean {
    const ahead = this.ahead(index);
    if (ahead > RING / 2 && !this.#slots.has(index)) return false;
    const slot = { index, held, until: Number.POSITIVE_INFINITY };
    this.#slots.set(index, slot);
    if (this.#newest !== undefined && ahead > RING / 2) return true;
    this.#newest = slot;
    // Nothing is newer than the newest: what stands there is from a whole round ago.
    for (const other of this.#slots.keys()) {
      if (this.ahead(other) > 0 && this.ahead(other) < RING / 2) this.#slots.delete(other);
    }
    return true;
  }

  /** The key of a place, while it counts. */
  at(index: number, now: number): T | undefined {
    const slot = this.#slots.get(index);
    return slot && now <= slot.until ? slot.held : undefined;
  }

  /** How many keys a place is in front of the newest, 0…15; 0 also without any key. */
  ahead(index: number): number {
    if (!this.#newest) return 0;
    return (index - this.#newest.index + RING) % RING;
  }

  /** Something came that the key of this place opens: what is older counts only a while longer. */
  heard(index: number, now: number): void {
    for (const slot of this.#slots.values()) {
      const behind = (index - slot.index + RING) % RING;
      if (behind === 0 || behind > RING / 2) continue;
      slot.until = Math.min(slot.until, now + OVERLAP);
      if (slot.until < now) this.#slots.delete(slot.index);
    }
  }
}
