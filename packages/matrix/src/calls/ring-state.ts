/** How a ring stands for one device. Everything but `waiting` and `ringing` is for good. */
export type RingState =
  /** Its caller is not in the call (yet): nothing to be seen of it. */
  | { readonly kind: "waiting" }
  | { readonly kind: "ringing" }
  /** One is in another call; it does not ring, but one may still come. */
  | { readonly kind: "busy" }
  | { readonly kind: "answered"; readonly where: "here" | "elsewhere" }
  | { readonly kind: "declined"; readonly text?: string }
  /** The caller hung up or took it back. */
  | { readonly kind: "cancelled" }
  /** Nobody came in time. */
  | { readonly kind: "missed" };

/**
 * Something that a device learns of a ring. `joined` and `declined` are of those who are called:
 * for a callee of the own account, for a caller of the others.
 */
export type RingFact =
  /** The ring itself; times in milliseconds by the device's clock. */
  | { readonly kind: "rang"; readonly endsAt: number }
  | { readonly kind: "caller-in" }
  | { readonly kind: "caller-out" }
  | { readonly kind: "joined"; readonly where: "here" | "elsewhere" }
  | { readonly kind: "declined"; readonly busy: boolean; readonly text?: string }
  | { readonly kind: "withdrawn" };

/** All that a device knows of a ring. */
export interface RingFacts {
  readonly endsAt?: number;
  readonly callerCame: boolean;
  readonly callerLeft: boolean;
  readonly here: boolean;
  readonly elsewhere: boolean;
  readonly busy: boolean;
  readonly declined?: { readonly text?: string };
  readonly withdrawn: boolean;
}

export const NO_FACTS: RingFacts = {
  callerCame: false,
  callerLeft: false,
  here: false,
  elsewhere: false,
  busy: false,
  withdrawn: false,
};

/**
 * Adds what was learned. Facts only grow, so that their order does not matter: a decline may be
 * readable before the ring that it belongs to. The same twice changes nothing.
 */
export function withFact(facts: RingFacts, fact: RingFact): RingFacts {
  switch (fact.kind) {
    case "rang":
      return {
        ...facts,
        // Whoever sends it again does not prolong it.
        endsAt: Math.min(facts.endsAt ?? Infinity, fact.endsAt),
      };
    case "caller-in":
      return facts.callerCame ? facts : { ...facts, callerCame: true };
    case "caller-out":
      // Who was never seen in the call has not left it either.
      return facts.callerLeft || !facts.callerCame ? facts : { ...facts, callerLeft: true };
    case "joined":
      return fact.where === "here" ? { ...facts, here: true } : { ...facts, elsewhere: true };
    case "declined": {
      if (fact.busy) return facts.busy ? facts : { ...facts, busy: true };
      if (facts.declined !== undefined) return facts;
      return { ...facts, declined: fact.text === undefined ? {} : { text: fact.text } };
    }
    case "withdrawn":
      return facts.withdrawn ? facts : { ...facts, withdrawn: true };
    default:
      return fact satisfies never;
  }
}

/**
 * How a ring stands. Pure.
 * @param now milliseconds by the same clock as `endsAt`
 */
export function ringState(facts: RingFacts, now: number): RingState {
  if (facts.endsAt === undefined) return { kind: "waiting" };
  if (facts.withdrawn) return { kind: "cancelled" };
  if (facts.here) return { kind: "answered", where: "here" };
  if (facts.elsewhere) return { kind: "answered", where: "elsewhere" };
  if (facts.declined !== undefined) return { kind: "declined", ...facts.declined };
  if (facts.callerLeft) return { kind: "cancelled" };
  if (now >= facts.endsAt) return { kind: "missed" };
  if (facts.busy) return { kind: "busy" };
  return facts.callerCame ? { kind: "ringing" } : { kind: "waiting" };
}

/** Whether nothing can come of a ring any more. */
export function isOver({ kind }: RingState): boolean {
  return kind !== "waiting" && kind !== "ringing" && kind !== "busy";
}
