import { isGuestUserId, parseUserId, userIdSchema } from "@plenum/model";
import type { PersonSide } from "@plenum/model/migration";
import { createStore } from "zustand/vanilla";

/** What the appservice answers about people on their way. */
export interface SidesAnswer {
  /** Nobody is coming any more. */
  readonly moving: boolean;
  readonly people: readonly PersonSide[];
}

export interface SidesQuestions {
  of(ids: readonly string[]): Promise<SidesAnswer>;
  search(term: string, signal: AbortSignal): Promise<SidesAnswer>;
}

export interface Schedule {
  now(): number;
  /** @returns takes it back */
  after(milliseconds: number, run: () => void): () => void;
  visible(): boolean;
}

/** Milliseconds in which people come together for one question. */
const TOGETHER = 50;
/** Milliseconds between two looks at whether somebody is to be asked about again. */
const TICK = 10_000;
/** Milliseconds for which an answer holds: of somebody who is coming, and of everybody else. */
const COMING_LASTS = 120_000;
/** The same where somebody looks at one person alone. */
const CLOSELY_LASTS = 10_000;
const OTHERS_LASTS = 600_000;
/** Milliseconds for which nothing is asked where nobody moves: a window may stay open for weeks. */
const NOT_MOVING_LASTS = 12 * 60 * 60 * 1000;
const AT_ONCE = 200;

/**
 * Colleagues who are still in the former system. The appservice is asked about people that somebody looks at, many at
 * once, about those who are coming every two minutes; and not again where nobody moves.
 */
export class Sides {
  /** Those who are coming, as far as they were asked about. */
  readonly coming = createStore<ReadonlyMap<string, PersonSide>>(() => new Map());
  readonly #watched = new Map<string, number>();
  readonly #watchedClosely = new Set<string>();
  readonly #askedAt = new Map<string, number>();
  #quietUntil = 0;
  #asking = false;
  #planned: (() => void) | undefined;
  #disposed = false;

  constructor(
    private readonly deps: {
      readonly questions: SidesQuestions;
      readonly schedule: Schedule;
      readonly serverName: string;
      /** Somebody has an account now. */
      readonly onArrived: (userId: string) => void;
    },
  ) {}

  /**
   * Somebody looks at this person.
   * @param closely at this person alone: asked about every ten seconds
   * @returns they do no more
   */
  watch(userId: string, closely = false): () => void {
    if (!this.#mayMove(userId)) return () => undefined;
    this.#watched.set(userId, (this.#watched.get(userId) ?? 0) + 1);
    if (closely) this.#watchedClosely.add(userId);
    if (this.#isDue(userId)) this.#plan(TOGETHER);
    else if (this.#planned === undefined) this.#plan(TICK);
    return () => {
      if (closely) this.#watchedClosely.delete(userId);
      const left = (this.#watched.get(userId) ?? 1) - 1;
      if (left > 0) this.#watched.set(userId, left);
      else this.#watched.delete(userId);
    };
  }

  /** Those who are coming, by name or address; nobody where that cannot be found out. */
  async search(term: string, signal: AbortSignal): Promise<readonly PersonSide[]> {
    if (this.deps.schedule.now() < this.#quietUntil) return [];
    try {
      const answer = await this.deps.questions.search(term, signal);
      this.#learn(
        answer.people.map(({ userId }) => userId),
        answer,
      );
      return answer.people;
    } catch {
      return [];
    }
  }

  /** Those of them who are coming, asked now; nobody where that cannot be found out. */
  async find(userIds: readonly string[]): Promise<readonly PersonSide[]> {
    const { questions, schedule } = this.deps;
    const ids = userIds.filter((userId) => this.#mayMove(userId)).slice(0, AT_ONCE);
    if (ids.length === 0 || schedule.now() < this.#quietUntil) return [];
    try {
      const answer = await questions.of(ids);
      this.#learn(ids, answer);
      return answer.people.filter(({ side }) => side === "coming");
    } catch {
      return [];
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#planned?.();
  }

  #mayMove(userId: string): boolean {
    if (!userIdSchema.safeParse(userId).success) return false;
    const { serverName } = this.deps;
    return parseUserId(userId).server === serverName && !isGuestUserId(userId, serverName);
  }

  #isDue(userId: string): boolean {
    const asked = this.#askedAt.get(userId);
    if (asked === undefined) return true;
    const isComing = this.coming.getState().has(userId);
    const lasts = !isComing
      ? OTHERS_LASTS
      : this.#watchedClosely.has(userId)
        ? CLOSELY_LASTS
        : COMING_LASTS;
    return this.deps.schedule.now() - asked >= lasts;
  }

  #plan(milliseconds: number): void {
    const { schedule } = this.deps;
    if (this.#disposed || this.#asking || schedule.now() < this.#quietUntil) return;
    this.#planned?.();
    this.#planned = schedule.after(milliseconds, () => {
      this.#planned = undefined;
      void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    const { questions, schedule } = this.deps;
    const due = [...this.#watched.keys()].filter((userId) => this.#isDue(userId));
    const ids = due.slice(0, AT_ONCE);
    if (ids.length > 0 && schedule.visible()) {
      this.#asking = true;
      try {
        this.#learn(ids, await questions.of(ids));
      } catch {
        // What was known stays; the next time is as far off as after an answer.
        for (const userId of ids) this.#askedAt.set(userId, schedule.now());
      }
      this.#asking = false;
    }
    const more = [...this.#watched.keys()].some((userId) => this.#isDue(userId));
    if (this.#watched.size > 0) this.#plan(more && schedule.visible() ? TOGETHER : TICK);
  }

  #learn(ids: readonly string[], { moving, people }: SidesAnswer): void {
    const now = this.deps.schedule.now();
    const before = this.coming.getState();
    const after = new Map(moving ? before : []);
    for (const userId of ids) {
      after.delete(userId);
      this.#askedAt.set(userId, now);
    }
    for (const person of people) {
      if (person.side === "coming" && ids.includes(person.userId)) after.set(person.userId, person);
    }
    if (!moving) {
      this.#quietUntil = now + NOT_MOVING_LASTS;
      // Whoever looks at somebody after that asks anew.
      this.#askedAt.clear();
    }
    if (before.size > 0 || after.size > 0) this.coming.setState(after, true);
    for (const userId of before.keys()) if (!after.has(userId)) this.deps.onArrived(userId);
  }
}
