/** .NET ticks (100 ns since year 1) of 1970. */
const TICKS_OF_1970 = 621_355_968_000_000_000n;
const TICKS_OF_A_MILLISECOND = 10_000n;
const YEAR_2100 = Date.UTC(2100, 0, 1);

/** A moment as the exports have it: finer than a millisecond, so that the order is kept. */
export interface ChatTime {
  /** Milliseconds since 1970, UTC. */
  readonly sentAt: number;
  /** Of the next millisecond, in 100 ns: 0 to 9999. */
  readonly rest: number;
}

/** Ticks are always UTC, so no clock change matters. Undefined for none, and outside 1970 to 2100. */
export function timeOfTicks(written: string): ChatTime | undefined {
  if (!/^\d{1,19}$/.test(written)) return undefined;
  const ticks = BigInt(written) - TICKS_OF_1970;
  if (ticks < 0n) return undefined;
  const sentAt = Number(ticks / TICKS_OF_A_MILLISECOND);
  return sentAt < YEAR_2100 ? { sentAt, rest: Number(ticks % TICKS_OF_A_MILLISECOND) } : undefined;
}

/** Milliseconds since 1970, as `since1970` of the compliance file has them. */
export function timeOfMilliseconds(written: string): ChatTime | undefined {
  if (!/^\d{1,15}$/.test(written)) return undefined;
  const sentAt = Number(written);
  return sentAt < YEAR_2100 ? { sentAt, rest: 0 } : undefined;
}
