import { callMemberContentSchema, callMemberStateKey, CALL_REPLACES_FIELD } from "@plenum/model";
import { clampTime, text } from "../untrusted/guards.ts";

/** A state event `org.matrix.msc3401.call.member`, as it came. */
export interface CallMemberEvent {
  readonly sender: string;
  readonly stateKey: string;
  readonly content: unknown;
  readonly timestamp: unknown;
}

export interface ActiveCallMember {
  readonly userId: string;
  readonly deviceId: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly expiresAt: number;
  /** Device of the same person that is to leave because of this one. */
  readonly replaces?: string;
}

/** Nobody stays in a call for longer without saying so again. */
const LONGEST_MEMBERSHIP = 24 * 60 * 60 * 1000;

/**
 * Who is in the call at `now`: the memberships that are not over, each only where its sender may
 * write it (MSC3757). Oldest first, one entry a device.
 * @param now milliseconds since the epoch
 */
export function activeCallMembers(
  events: readonly CallMemberEvent[],
  now: number,
): readonly ActiveCallMember[] {
  const active: ActiveCallMember[] = [];
  for (const event of events) {
    const parsed = callMemberContentSchema.safeParse(event.content);
    if (!parsed.success) continue;
    const { device_id, created_ts, expires } = parsed.data;
    if (event.stateKey !== callMemberStateKey(event.sender, device_id)) continue;
    const since = clampTime(created_ts ?? event.timestamp, now);
    const expiresAt = since + Math.min(expires, LONGEST_MEMBERSHIP);
    if (expiresAt <= now) continue;
    const replaces = text(parsed.data, CALL_REPLACES_FIELD, 255);
    active.push({
      userId: event.sender,
      deviceId: device_id,
      since,
      expiresAt,
      ...(replaces === undefined || replaces === device_id ? {} : { replaces }),
    });
  }
  return active.toSorted((a, b) => a.since - b.since || (a.userId < b.userId ? -1 : 1));
}
