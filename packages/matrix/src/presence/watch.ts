import type { PersonFacts } from "../contract.ts";
import type { Lifetime } from "../observable/lifetime.ts";
import { share } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import { MatrixFailure, toFailure } from "../errors/failure.ts";
import { backOff } from "../sync/back-off.ts";

/** What can be asked about a person; each part is answered for itself. */
export interface PersonSource {
  /** @throws MatrixFailure `forbidden` or `not-found` where this account may not know */
  profile(userId: string, signal: AbortSignal): Promise<PersonFacts["profile"]>;
  liveness(userId: string, signal: AbortSignal): Promise<PersonFacts["liveness"]>;
}

/** Milliseconds after which what was asked is asked again, as long as somebody looks. */
const LIVENESS_LASTS = 60_000;
const PROFILE_LASTS = 120_000;
/** For people about whom the server says nothing. */
const REFUSAL_LASTS = 600_000;
/** Looked at anew after a while: asked again unless it was just asked. */
const FRESH = 5_000;
const AT_ONCE = 4;
const TICK = 2_000;
/** People remembered when nobody looks at them any more. */
const REMEMBERED = 500;

interface Attached {
  readonly asks: PersonSource;
  readonly lifetime: Lifetime;
}

interface Watched {
  readonly value: Value<PersonFacts>;
  watchers: number;
  livenessDue: number;
  profileDue: number;
  asking: boolean;
  /** Counts the wishes for news, so that one that comes while the server is asked is not lost. */
  wishes: number;
}

const NOTHING: PersonFacts = { unavailable: false };

/**
 * Asks about the people somebody looks at, a few at a time: each once a minute, never while the
 * window is hidden, and ever more seldom while the server refuses or cannot be reached.
 */
export class PeopleWatch {
  readonly #people = new Map<string, Watched>();
  #source: Attached | undefined;
  #running = 0;
  #failures = 0;
  #pausedUntil = 0;
  #stopTick: (() => void) | undefined;

  constructor(private readonly visible: () => boolean) {}

  /** Asks this source for as long as its lifetime lasts. */
  attach(asks: PersonSource, lifetime: Lifetime): void {
    this.#source = { asks, lifetime };
    this.#failures = 0;
    this.#pausedUntil = 0;
    lifetime.add(() => {
      this.#stopTick = undefined;
      if (this.#source?.lifetime === lifetime) this.#source = undefined;
    });
    this.#tick();
  }

  of(userId: string): {
    get(): PersonFacts;
    subscribe(listener: () => void): () => void;
  } {
    const person = this.#person(userId);
    return {
      get: () => person.value.get(),
      subscribe: (listener) => {
        person.watchers += 1;
        const off = person.value.subscribe(listener);
        this.#tick();
        let done = false;
        return () => {
          if (done) return;
          done = true;
          person.watchers -= 1;
          off();
        };
      },
    };
  }

  /**
   * Asks about a person who is looked at without waiting for the minute.
   * @param freshFor milliseconds for which an answer still counts as new
   */
  refresh(userId: string, freshFor = FRESH): void {
    const person = this.#person(userId);
    person.wishes += 1;
    const justNow = Date.now() - freshFor;
    if (person.livenessDue - LIVENESS_LASTS < justNow) person.livenessDue = 0;
    if (person.profileDue - PROFILE_LASTS < justNow) person.profileDue = 0;
    this.#tick();
  }

  /** The window is seen again: what has grown old meanwhile is asked. */
  wake(): void {
    this.#tick();
  }

  /** What came without asking; only for people who are remembered. */
  update(userId: string, change: (facts: PersonFacts) => PersonFacts): void {
    const person = this.#people.get(userId);
    if (person) person.value.set(share(person.value.get(), change(person.value.get())));
  }

  #person(userId: string): Watched {
    const known = this.#people.get(userId);
    if (known) return known;
    if (this.#people.size >= REMEMBERED) this.#forget();
    const person: Watched = {
      value: new Value(NOTHING),
      watchers: 0,
      livenessDue: 0,
      profileDue: 0,
      asking: false,
      wishes: 0,
    };
    this.#people.set(userId, person);
    return person;
  }

  #forget(): void {
    for (const [userId, person] of this.#people) {
      if (person.watchers === 0 && !person.asking) this.#people.delete(userId);
      if (this.#people.size < REMEMBERED / 2) return;
    }
  }

  #tick(): void {
    const source = this.#source;
    const now = Date.now();
    if (source === undefined || source.lifetime.ended) return;
    let looked = false;
    for (const [userId, person] of this.#people) {
      if (person.watchers === 0) continue;
      looked = true;
      if (!this.visible() || now < this.#pausedUntil || this.#running >= AT_ONCE) break;
      if (!person.asking && (person.livenessDue <= now || person.profileDue <= now)) {
        void this.#ask(source, userId, person);
      }
    }
    if (!looked) {
      this.#stopTick?.();
      this.#stopTick = undefined;
    } else {
      this.#stopTick ??= source.lifetime.interval(TICK, () => this.#tick());
    }
  }

  async #ask({ asks, lifetime }: Attached, userId: string, person: Watched): Promise<void> {
    this.#running += 1;
    person.asking = true;
    const { wishes } = person;
    const now = Date.now();
    try {
      if (person.profileDue <= now) {
        const profile = await answered(asks.profile(userId, lifetime.signal));
        person.profileDue = Date.now() + (profile.refused ? REFUSAL_LASTS : PROFILE_LASTS);
        this.update(userId, (facts) => ({
          ...facts,
          ...(profile.answer === undefined ? {} : { profile: profile.answer }),
          unavailable: profile.refused,
        }));
      }
      if (person.livenessDue <= now) {
        const liveness = await answered(asks.liveness(userId, lifetime.signal));
        person.livenessDue = Date.now() + (liveness.refused ? REFUSAL_LASTS : LIVENESS_LASTS);
        this.update(userId, ({ liveness: _old, ...facts }) => ({
          ...facts,
          ...(liveness.answer === undefined ? {} : { liveness: liveness.answer }),
        }));
      }
      if (person.wishes !== wishes) person.profileDue = 0;
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      const { retryAfter } = toFailure(error);
      this.#pausedUntil = Date.now() + backOff(this.#failures, retryAfter, Math.random());
    } finally {
      this.#running -= 1;
      person.asking = false;
      this.#tick();
    }
  }
}

/** An answer, or that the server will not tell; only other failures are thrown. */
async function answered<T>(
  asking: Promise<T>,
): Promise<{ readonly answer?: T; readonly refused: boolean }> {
  try {
    return { answer: await asking, refused: false };
  } catch (error) {
    const refused =
      error instanceof MatrixFailure && (error.code === "forbidden" || error.code === "not-found");
    if (refused) return { refused };
    throw error;
  }
}
