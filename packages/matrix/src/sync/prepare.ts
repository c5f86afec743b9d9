/** The part of a room's answer that decides how it joins what is known of the timeline. */
export interface IncomingTimeline<E> {
  readonly events: readonly E[];
  readonly limited: boolean;
  readonly initial: boolean;
  readonly prevBatch?: string;
}

export type TimelinePlan<E> =
  /** Nothing known, or nothing to decide: append what is new. */
  | { readonly kind: "append"; readonly events: readonly E[] }
  /** Older events came along: they go before the known ones, with the token that continues there. */
  | {
      readonly kind: "prepend";
      readonly older: readonly E[];
      readonly events: readonly E[];
      readonly prevBatch?: string;
    }
  /** Between the known events and these some are missing: forget the known ones. */
  | { readonly kind: "reset"; readonly events: readonly E[]; readonly prevBatch?: string };

/**
 * How the events of an answer join a known timeline, so that there is never a silent gap, never
 * an event twice, and never one in the wrong place.
 */
export function planTimeline<E>(
  incoming: IncomingTimeline<E>,
  known: Pick<ReadonlySet<string>, "has" | "size">,
  idOf: (event: E) => string,
): TimelinePlan<E> {
  const token = incoming.prevBatch === undefined ? {} : { prevBatch: incoming.prevBatch };
  const firstKnown = incoming.events.findIndex((event) => known.has(idOf(event)));
  if (firstKnown < 0) {
    const gap = known.size > 0 && incoming.events.length > 0 && incoming.limited;
    return gap
      ? { kind: "reset", events: incoming.events, ...token }
      : { kind: "append", events: incoming.events };
  }
  const lastKnown = incoming.events.findLastIndex((event) => known.has(idOf(event)));
  const older = incoming.events.slice(0, firstKnown);
  const newer = incoming.events.slice(lastKnown + 1);
  if (older.length === 0) return { kind: "append", events: newer };
  return { kind: "prepend", older, events: newer, ...token };
}
