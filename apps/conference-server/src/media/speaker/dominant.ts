/**
 * Dominant speaker identification after Volfin and Cohen (2012), with nearly the constants of Jitsi:
 * speech activity over an immediate, a medium and a long window; a challenger must beat the present
 * speaker in all three, which is the hysteresis.
 */

const IMMEDIATE_COUNT = 50;
const N1 = 13;
const N2 = 5;
const N3 = 10;
/** A frame is speech from −49 dBov on; Jitsi's −23 dBov misses quiet voices. */
const SPEECH_STEPS = 6;
/** Frames of speech, of {@link N2}, that make a medium window active. */
const MEDIUM_ACTIVE = 4;
const C1 = 3;
const C2 = 2;
const C3 = 0;
const SILENT = 127;
const FRAME_MS = 20;
/** Without a packet for this long the microphone counts as silent. */
const GAP_MS = 100;

interface Scores {
  readonly immediate: number;
  readonly medium: number;
  readonly long: number;
}

class Microphone {
  readonly #levels = new Uint8Array(IMMEDIATE_COUNT);
  #next = 0;
  #floor = 0;
  #lastAt: number;

  constructor(now: number) {
    this.#lastAt = now;
  }

  /** @param level 0 (silent) … 127 */
  push(level: number, now: number): void {
    this.#levels[this.#next] = level;
    this.#next = (this.#next + 1) % IMMEDIATE_COUNT;
    this.#lastAt = now;
    // The noise of the room: falls at once, rises slowly.
    this.#floor = level < this.#floor ? level : Math.min(40, this.#floor + 0.01);
  }

  scores(now: number): Scores {
    for (let silent = now - this.#lastAt; silent > GAP_MS; silent -= FRAME_MS) {
      if (silent > FRAME_MS * IMMEDIATE_COUNT) silent = FRAME_MS * IMMEDIATE_COUNT;
      this.push(0, now - silent + FRAME_MS);
    }
    let long = 0;
    let newestMedium = 0;
    let newestImmediate = 0;
    for (let group = 0; group < IMMEDIATE_COUNT / N2; group += 1) {
      let medium = 0;
      for (let index = 0; index < N2; index += 1) {
        const age = group * N2 + index;
        const at = (this.#next - 1 - age + 2 * IMMEDIATE_COUNT) % IMMEDIATE_COUNT;
        const level = this.#levels[at] as number;
        const immediate = level < this.#floor + N1 ? 0 : Math.floor(level / N1);
        if (age === 0) newestImmediate = immediate;
        if (immediate >= SPEECH_STEPS) medium += 1;
      }
      if (group === 0) newestMedium = medium;
      if (medium >= MEDIUM_ACTIVE) long += 1;
    }
    return {
      immediate: activity(newestImmediate, N1, 0.78),
      medium: activity(newestMedium, N2, 24),
      long: activity(long, N3, 47),
    };
  }
}

/** Log-likelihood ratio of speech against noise, for `active` of `windows` active windows. */
function activity(active: number, windows: number, lambda: number): number {
  const score =
    Math.log(binomial(windows, active)) +
    windows * Math.log(0.5) -
    Math.log(lambda) +
    lambda * active;
  return Math.max(score, 1e-10);
}

function binomial(n: number, k: number): number {
  let result = 1;
  for (let index = 1; index <= k; index += 1) result = (result * (n - k + index)) / index;
  return result;
}

/** Who speaks in one conference. Time comes from outside, so it can be tested. */
export class DominantSpeaker {
  readonly #microphones = new Map<string, Microphone>();
  /** Last speakers first, without the present one. */
  #recent: string[] = [];
  #current: string | undefined;

  get current(): string | undefined {
    return this.#current;
  }

  /** Those who spoke before, last one first. */
  get previous(): readonly string[] {
    return this.#recent;
  }

  /** Present and former speakers, last one first. */
  get order(): readonly string[] {
    return this.#current === undefined ? this.#recent : [this.#current, ...this.#recent];
  }

  /** @param audioLevel as on the wire, −dBov: 0 loud … 127 silent; @param now ms, steady clock */
  hear(endpoint: string, audioLevel: number, now: number): void {
    let microphone = this.#microphones.get(endpoint);
    if (microphone === undefined) {
      microphone = new Microphone(now);
      this.#microphones.set(endpoint, microphone);
    }
    microphone.push(SILENT - audioLevel, now);
  }

  /** @returns true when the one who left was the dominant speaker */
  forget(endpoint: string): boolean {
    this.#microphones.delete(endpoint);
    this.#recent = this.#recent.filter((other) => other !== endpoint);
    if (this.#current !== endpoint) return false;
    this.#current = undefined;
    return true;
  }

  /** To be called about every 300 ms. @returns true when the dominant speaker changed */
  decide(now: number): boolean {
    const present =
      this.#current === undefined ? undefined : this.#microphones.get(this.#current)?.scores(now);
    let winner: string | undefined;
    let best = C2;
    for (const [endpoint, microphone] of this.#microphones) {
      if (endpoint === this.#current) continue;
      const scores = microphone.scores(now);
      if (present === undefined) {
        // Nobody yet: the first who clearly speaks.
        if (scores.medium > 1 && scores.medium > best) {
          best = scores.medium;
          winner = endpoint;
        }
        continue;
      }
      const c1 = Math.log(scores.immediate / present.immediate);
      const c2 = Math.log(scores.medium / present.medium);
      const c3 = Math.log(scores.long / present.long);
      if (c1 > C1 && c2 > C2 && c3 > C3 && c2 > best) {
        best = c2;
        winner = endpoint;
      }
    }
    if (winner === undefined) return false;
    if (this.#current !== undefined) this.#recent.unshift(this.#current);
    this.#recent = this.#recent.filter((other) => other !== winner).slice(0, 10);
    this.#current = winner;
    return true;
  }
}
