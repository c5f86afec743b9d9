import type { JoinResponse } from "@plenum/model";

/** Milliseconds of life that a token must have left to be used. */
const MARGIN = 30_000;
/** Milliseconds after which an answer is no longer waited for. */
const LIMIT = 5_000;
/** The part of its life after which a token is replaced while a call runs. */
const RENEW_AFTER = 0.6;
/** Milliseconds until the next try, when there was no new one to be had. */
const TRY_AGAIN = 10_000;

interface Held {
  readonly response: JoinResponse;
  readonly fetchedAt: number;
}

/**
 * The token with which a call is joined. It is fetched while the preview is looked at, and while the
 * call runs a good one is kept in hand: joining anew then needs nobody but the conference server.
 */
export class JoinTicket {
  private held: Held | undefined;
  private fetching: Promise<JoinResponse> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private keeping = false;

  constructor(
    private readonly fetchOne: () => Promise<JoinResponse>,
    private readonly now: () => number = Date.now,
  ) {}

  prefetch(): void {
    // Whoever takes it hears of a failure; until then nobody does.
    if (!this.held) this.fetch().catch(() => undefined);
  }

  /** A response to read addresses from. */
  look(): Promise<JoinResponse> {
    return this.held ? Promise.resolve(this.held.response) : this.fetch();
  }

  /** A response with a token that is good for a join now. @throws what the host throws */
  async take(): Promise<JoinResponse> {
    // What was asked for in the preview may have lain about for a while.
    if (this.fetching) await this.fetching;
    if (!this.isGood(this.held)) this.held = undefined;
    return this.held?.response ?? this.fetch();
  }

  /** The token was not wanted: it is not used again. */
  spend(): void {
    this.held = undefined;
  }

  /** While a call runs, a token is replaced before it has run out. */
  keepFresh(keeping: boolean): void {
    if (keeping === this.keeping) return;
    this.keeping = keeping;
    clearTimeout(this.timer);
    if (keeping) this.renewLater();
  }

  private isGood(held: Held | undefined): boolean {
    return held !== undefined && Date.parse(held.response.expiresAt) - this.now() > MARGIN;
  }

  private renewLater(): void {
    clearTimeout(this.timer);
    const { held } = this;
    // A token that is not good when it comes (clocks apart) would be fetched over and over.
    if (!this.keeping || !held || !this.isGood(held)) return;
    const life = Date.parse(held.response.expiresAt) - held.fetchedAt;
    const delay = held.fetchedAt + life * RENEW_AFTER - this.now();
    this.timer = setTimeout(() => void this.renew(), Math.max(delay, 0));
  }

  private async renew(): Promise<void> {
    try {
      await this.fetch();
    } catch {
      clearTimeout(this.timer);
      if (this.keeping) this.timer = setTimeout(() => void this.renew(), TRY_AGAIN);
    }
  }

  private fetch(): Promise<JoinResponse> {
    this.fetching ??= this.ask().finally(() => {
      this.fetching = undefined;
    });
    return this.fetching;
  }

  private async ask(): Promise<JoinResponse> {
    const response = await within(LIMIT, this.fetchOne());
    this.held = { response, fetchedAt: this.now() };
    this.renewLater();
    return response;
  }
}

/** @throws Error when it takes longer than a number of milliseconds */
function within<T>(limit: number, waiting: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`No answer to a join within ${limit} ms`)),
      limit,
    );
    void waiting.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
