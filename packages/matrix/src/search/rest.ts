import { SEGMENT_SIZE } from "./message-index.ts";

/**
 * Milliseconds without a question after which the worker of the index ends. Whoever searches asks
 * again within seconds, changing words and filters; the next search is minutes or hours away.
 */
export const IDLE = 30_000;
/**
 * Messages that wait at most for a worker that has ended: a megabyte, and as many as are written in
 * one piece.
 */
export const MOST_WAITING = SEGMENT_SIZE;
/** Milliseconds for which they wait at most: a browser that dies has to find those again. */
export const LONGEST_WAIT = 15 * 60_000;

/** Whether the worker of the index runs, and what decides whether it should. */
export interface Rest {
  readonly awake: boolean;
  /** Questions that are being answered. */
  readonly asked: number;
  /** When the last one was answered, or when it was opened. Milliseconds, as all times here. */
  readonly lastUse: number;
  /** Messages that wait for it while it sleeps. */
  readonly waiting: number;
  readonly waitingSince?: number;
}

export type RestEvent =
  | { readonly kind: "opened" }
  | { readonly kind: "asked" }
  | { readonly kind: "answered" }
  /** Something that has no hurry was put aside, of so many messages. */
  | { readonly kind: "put aside"; readonly messages: number }
  /** Everything is on disk and the worker has ended. */
  | { readonly kind: "slept" }
  /** It runs again, and knows what had been put aside. */
  | { readonly kind: "woke" };

export function afterRestEvent(rest: Rest, event: RestEvent, now: number): Rest {
  const { awake, asked, lastUse } = rest;
  if (event.kind === "asked") return { ...rest, asked: asked + 1 };
  if (event.kind === "answered") return { ...rest, asked: asked - 1, lastUse: now };
  if (event.kind === "put aside") {
    const waiting = rest.waiting + event.messages;
    return { awake, asked, lastUse, waiting, waitingSince: rest.waitingSince ?? now };
  }
  // Woken for what waited only, it sleeps again as soon as that is written.
  const used = event.kind === "opened" ? now : lastUse;
  return { awake: event.kind !== "slept", asked, lastUse: used, waiting: 0 };
}

/** What is to be done now, or in so many milliseconds; undefined until something happens. */
export function nextOf(
  rest: Rest,
  now: number,
): { readonly act: "sleep" | "wake"; readonly in: number } | undefined {
  if (rest.awake) {
    if (rest.asked > 0) return undefined;
    return { act: "sleep", in: Math.max(0, rest.lastUse + IDLE - now) };
  }
  if (rest.asked > 0 || rest.waiting >= MOST_WAITING) return { act: "wake", in: 0 };
  if (rest.waitingSince === undefined) return undefined;
  return { act: "wake", in: Math.max(0, rest.waitingSince + LONGEST_WAIT - now) };
}
