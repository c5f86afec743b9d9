import { DIGITAL_SILENCE } from "./silence-gate.ts";

/** Voices that are passed on at the same time. */
export const LOUDEST = 5;
/** Who spoke among the loudest keeps the place for so long. */
const HOLD_MS = 1500;
/** From this level on (−dBov) it is speech that a place is kept for. */
const SPEECH = 49;
/** Nobody has to make room for somebody who is hardly louder, in dB. */
const MARGIN = 3;
/** Without a packet for this long a voice counts as silent. */
const GONE_MS = 400;
const RANK_EVERY_MS = 20;
const ATTACK = 0.5;
const RELEASE = 0.02;

/** How loud one microphone is, and whether it is passed on. */
export class Voice {
  /** Smoothed loudness in dB, 0 for silence: up at once, down within a second. */
  loudness = 0;
  heardAt = Number.NEGATIVE_INFINITY;
  /** Until when it cannot be asked to make room, ms. */
  heldUntil = Number.NEGATIVE_INFINITY;
  passes = false;
  /** Belongs to the present dominant speaker. */
  dominant = false;
  /** Among the loudest when they were last ranked. */
  ranked = false;
}

/**
 * Passes on only the loudest microphones of a conference: with fifty open ones, sound from everyone
 * to everyone would be most of what a router does, and nobody can follow more than a few. A pause
 * between two words costs nobody the place, noise does not keep a speaker out, and whoever holds the
 * floor is never cut.
 */
export class Loudest {
  readonly #limit: number;
  readonly #voices = new Set<Voice>();
  #passing = 0;
  #rankedAt = Number.NEGATIVE_INFINITY;

  /** @param limit how many voices are passed on at most */
  constructor(limit = LOUDEST) {
    this.#limit = limit;
  }

  /** Voices that speak and are not passed on. @param now milliseconds of a steady clock */
  unheard(now: number): number {
    let unheard = 0;
    for (const voice of this.#voices)
      if (!voice.passes && voice.loudness > 0 && now - voice.heardAt < HOLD_MS) unheard += 1;
    return unheard;
  }

  /**
   * Notes a packet of a microphone.
   *
   * @param level as on the wire, −dBov: 0 loud … 127 silent
   * @param now milliseconds of a steady clock
   * @returns whether it is passed on
   */
  hear(voice: Voice, level: number, now: number): boolean {
    this.#voices.add(voice);
    const loudness = DIGITAL_SILENCE - level;
    const share = loudness > voice.loudness ? ATTACK : RELEASE;
    voice.loudness += share * (loudness - voice.loudness);
    voice.heardAt = now;
    if (now - this.#rankedAt >= RANK_EVERY_MS) this.#rank(now);
    if (voice.passes) {
      if (level <= SPEECH && voice.ranked) voice.heldUntil = now + HOLD_MS;
    } else if (level < DIGITAL_SILENCE && this.#seek(voice, now) && level <= SPEECH)
      voice.heldUntil = now + HOLD_MS;
    // A muted microphone takes nobody's place, but may keep in touch while there is room.
    return voice.passes || (level === DIGITAL_SILENCE && this.#passing < this.#limit);
  }

  forget(voice: Voice): void {
    this.#voices.delete(voice);
    if (voice.passes) this.#passing -= 1;
    voice.passes = false;
  }

  /** @returns whether it has a place now */
  #seek(voice: Voice, now: number): boolean {
    if (this.#passing >= this.#limit) {
      const other = this.#quietest(now, voice.dominant);
      if (other === undefined) return false;
      const louder = voice.loudness > loudnessAt(other, now) + MARGIN;
      if (!voice.dominant && !louder) return false;
      other.passes = false;
      this.#passing -= 1;
    }
    voice.passes = true;
    this.#passing += 1;
    return true;
  }

  /** Who would have to make room. @param anyway also of those whose place is kept */
  #quietest(now: number, anyway: boolean): Voice | undefined {
    let quietest: Voice | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const voice of this.#voices) {
      if (!voice.passes || voice.dominant) continue;
      if (!anyway && now < voice.heldUntil && loudnessAt(voice, now) > 0) continue;
      const loudness = loudnessAt(voice, now);
      if (loudness >= least) continue;
      least = loudness;
      quietest = voice;
    }
    return quietest;
  }

  #rank(now: number): void {
    this.#rankedAt = now;
    const ordered = [...this.#voices].toSorted(
      (left, right) => loudnessAt(right, now) - loudnessAt(left, now),
    );
    for (const [index, voice] of ordered.entries()) voice.ranked = index < this.#limit;
  }
}

function loudnessAt(voice: Voice, now: number): number {
  return now - voice.heardAt > GONE_MS ? 0 : voice.loudness;
}
