import type { JoinResponse } from "@plenum/model";

/** Milliseconds of life that a prefetched token must have left to be used. */
const MARGIN = 30_000;

/** Fetches the token while the preview is looked at; uses it once, if it is still good then. */
export class JoinTicket {
  private waiting: Promise<JoinResponse> | undefined;
  /** Tokens fetched so far; a retry never gets an old one. */
  private latest: Promise<JoinResponse> | undefined;

  constructor(
    private readonly fetchOne: () => Promise<JoinResponse>,
    private readonly now: () => number = Date.now,
  ) {}

  prefetch(): void {
    if (this.waiting) return;
    this.waiting = this.fetch();
    // Whoever takes it hears of a failure; until then nobody does.
    this.waiting.catch(() => {
      this.waiting = undefined;
    });
  }

  /** A response to read addresses from, without using its token up. */
  look(): Promise<JoinResponse> {
    return this.waiting ?? this.latest ?? this.fetchAhead();
  }

  /** A response with a token that is good for a join now. */
  async take(): Promise<JoinResponse> {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) {
      const response = await waiting;
      if (Date.parse(response.expiresAt) - this.now() > MARGIN) return response;
    }
    return this.fetch();
  }

  private fetchAhead(): Promise<JoinResponse> {
    this.prefetch();
    return this.waiting ?? this.fetch();
  }

  private fetch(): Promise<JoinResponse> {
    const one = this.fetchOne();
    this.latest = one;
    one.catch(() => {
      if (this.latest === one) this.latest = undefined;
    });
    return one;
  }
}
