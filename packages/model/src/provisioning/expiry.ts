import type { Closing } from "./template.ts";

const DAY = 24 * 60 * 60_000;

/** What people in a room have been told about its end. */
export type ToldOfEnd = "nothing" | "over" | "last-warning";

/** What a room's end depends on. */
export interface ExpiryFacts {
  readonly endsAt: Date | undefined;
  readonly graceDays: number;
  readonly closing: Closing;
  readonly told: ToldOfEnd;
  readonly closed: boolean;
}

/** When a room closes; undefined where it never does. */
export function closesAt(
  facts: Pick<ExpiryFacts, "endsAt" | "graceDays" | "closing">,
): Date | undefined {
  if (facts.endsAt === undefined || facts.closing === "keep") return undefined;
  return new Date(facts.endsAt.getTime() + facts.graceDays * DAY);
}

/**
 * What is next for a room whose time may be over: people are told when it is, and once more a day
 * before the room closes; nobody loses a room without the last warning having stood for its time.
 * @param toldAt when they were told last
 */
export function expiryStep(
  facts: ExpiryFacts,
  toldAt: Date | undefined,
  now: Date,
): "wait" | "tell-over" | "tell-last" | "close" {
  const closes = closesAt(facts);
  if (facts.closed || closes === undefined || facts.endsAt === undefined) return "wait";
  if (now < facts.endsAt) return "wait";
  // Rooms with little grace or none: half of what there is.
  const notice = Math.min(DAY, (closes.getTime() - facts.endsAt.getTime()) / 2);
  if (facts.told === "last-warning") {
    // After an outage the warning may have come late; then the room closes late too.
    const earliest = Math.max(closes.getTime(), (toldAt?.getTime() ?? 0) + notice);
    return now.getTime() >= earliest ? "close" : "wait";
  }
  if (now.getTime() >= closes.getTime() - notice) return "tell-last";
  return facts.told === "nothing" ? "tell-over" : "wait";
}

/** Whether an end may be moved: to the future, at most five years ahead. */
export function mayEndAt(endsAt: Date, now: Date): boolean {
  return endsAt > now && endsAt.getTime() < now.getTime() + 5 * 366 * DAY;
}
