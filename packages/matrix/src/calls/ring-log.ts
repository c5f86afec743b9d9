import {
  CALL_MEMBER_EVENT,
  callMemberContentSchema,
  callMemberStateKey,
  RTC_DECLINE_EVENT,
  ringEndsAt,
  rtcDeclineSchema,
  RTC_NOTIFICATION_EVENT,
  rtcNotificationSchema,
} from "@plenum/model";
import type { CallOutcome } from "../contract.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { relationOf } from "../timeline/relation.ts";
import { clampTime } from "../untrusted/guards.ts";

interface OpenRing {
  readonly caller: string;
  /** Milliseconds, by the server of the caller. */
  readonly endsAt: number;
  busy: boolean;
}

/** Milliseconds by which a server's clock may be ahead of ours. */
const CLOCK_TOLERANCE = 5 * 60_000;

/** Whether an event is a call that rang for somebody, readable and not taken back. */
export function isRing(event: RawEvent): boolean {
  if (event.type !== RTC_NOTIFICATION_EVENT || event.stateKey !== undefined || event.redacted)
    return false;
  if (event.decryption !== undefined || relationOf(event.type, event.content).kind === "edit") {
    return false;
  }
  return rtcNotificationSchema.safeParse(event.content).data?.notification_type === "ring";
}

/**
 * What became of the calls that rang, from what stands in the room after them: who came into the
 * call, who declined, whether the caller gave up. Pure.
 * @param events a stretch of the room, oldest first
 * @param now milliseconds since the epoch
 * @returns event id of the ring → what became of it
 */
export function ringOutcomes(
  events: Iterable<RawEvent>,
  now: number,
): ReadonlyMap<string, CallOutcome> {
  const outcomes = new Map<string, CallOutcome>();
  const open = new Map<string, OpenRing>();
  const end = (id: string, outcome: CallOutcome): void => {
    outcomes.set(id, outcome);
    open.delete(id);
  };
  for (const event of events) {
    if (event.type === RTC_NOTIFICATION_EVENT) {
      if (event.eventId === undefined || !isRing(event)) continue;
      outcomes.set(event.eventId, "ringing");
      open.set(event.eventId, { caller: event.sender, endsAt: endOf(event), busy: false });
    } else if (open.size > 0 && event.type === CALL_MEMBER_EVENT) {
      for (const [id, ring] of open) {
        const outcome = outcomeBy(event, ring);
        if (outcome !== undefined) end(id, outcome);
      }
    } else if (
      open.size > 0 &&
      event.type === RTC_DECLINE_EVENT &&
      event.decryption === undefined
    ) {
      const decline = rtcDeclineSchema.safeParse(event.content).data;
      const id = decline?.["m.relates_to"].event_id ?? "";
      const ring = open.get(id);
      if (ring === undefined || ring.caller === event.sender || event.redacted) continue;
      if (decline?.["chat.plenum.reason"]?.busy === true) ring.busy = true;
      else end(id, "declined");
    }
  }
  for (const [id, { endsAt, busy }] of open) {
    // With a clock that is far behind, everything would ring for ever.
    const over = now >= endsAt || endsAt - now > CLOCK_TOLERANCE;
    if (over) outcomes.set(id, "missed");
    else if (busy) outcomes.set(id, "busy");
  }
  return outcomes;
}

function endOf(event: RawEvent): number {
  return ringEndsAt(rtcNotificationSchema.parse(event.content), timeOf(event));
}

function timeOf(event: RawEvent): number {
  return clampTime(event.timestamp, Number.MAX_SAFE_INTEGER);
}

/** What a change of somebody's place in the call means for a ring; undefined: nothing. */
function outcomeBy(event: RawEvent, ring: OpenRing): CallOutcome | undefined {
  const content = callMemberContentSchema.safeParse(event.content).data;
  if (event.sender === ring.caller) return content === undefined ? "missed" : undefined;
  if (content === undefined) return undefined;
  if (event.stateKey !== callMemberStateKey(event.sender, content.device_id)) return undefined;
  return timeOf(event) <= ring.endsAt ? "answered" : "missed";
}

/** Whether a ring calls for attention afterwards: nobody came, and nobody said no. */
export function wasMissed(outcome: CallOutcome | undefined): boolean {
  return outcome === "missed";
}
