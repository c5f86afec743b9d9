import type { AgencySwitches } from "../installation/agency.ts";
import { currentStatus, type Status } from "./status.ts";

/** What the homeserver knows of somebody's devices. */
export interface Liveness {
  readonly state: "online" | "unavailable" | "offline";
  /** Milliseconds since the epoch by the server's clock. */
  readonly lastActive?: number;
}

export interface PresenceFacts {
  /** Undefined as long as nobody has asked the server, or where it does not tell. */
  readonly liveness?: Liveness;
  readonly status: Status;
  /** Whether a room that one shares shows the person in its call; cleared by the server itself. */
  readonly inCall: boolean;
}

export type PresenceState =
  | "available"
  | "busy"
  | "in-call"
  | "away"
  | "do-not-disturb"
  | "out-of-office"
  | "offline";

/** How a person is shown. */
export interface Presence {
  readonly state: PresenceState;
  readonly text?: string;
  /** Until when the state holds, if somebody said so. */
  readonly until?: number;
  /** Since when nobody has been there; only where the agency shows that. */
  readonly since?: number;
}

/** Milliseconds without a sign of life after which a device counts as gone. Signs come every minute. */
export const SIGN_OF_LIFE_LASTS = 150_000;
/** Milliseconds without a key or a movement after which somebody is away. */
export const IDLE_AFTER = 10 * 60_000;

/**
 * How somebody is to be shown, or undefined where that is not known or not wanted. In this order:
 * out of office, nobody there, the person's own choice, the call, idle. Choosing to be available
 * keeps one from being shown as away, but hides no call.
 * @param now milliseconds since the epoch, by the server's clock
 */
export function presenceOf(
  facts: PresenceFacts,
  now: number,
  agency: Pick<AgencySwitches, "presence" | "lastSeen">,
): Presence | undefined {
  if (!agency.presence) return undefined;
  const { chosen, out_of_office: absence, call } = currentStatus(facts.status, now);
  if (absence && now >= (absence.from ?? 0)) {
    const text = absence.text === "" ? {} : { text: absence.text };
    return { state: "out-of-office", until: absence.until, ...text };
  }
  const inRoomCall = facts.inCall;
  if (facts.liveness === undefined && !inRoomCall) return undefined;
  const since = sinceOf(facts.liveness, agency);
  if (!inRoomCall && !isThere(facts.liveness, now)) return { state: "offline", ...since };
  const words = {
    ...(chosen?.text ? { text: chosen.text } : {}),
    ...(chosen?.until === undefined ? {} : { until: chosen.until }),
  };
  if (chosen && chosen.state !== "available") return { state: chosen.state, ...words };
  if (inRoomCall || call)
    return { state: "in-call", ...(chosen?.text ? { text: chosen.text } : {}) };
  if (chosen) return { state: "available", ...words };
  return isIdle(facts.liveness, now) ? { state: "away", ...since } : { state: "available" };
}

function isThere(liveness: Liveness | undefined, now: number): boolean {
  if (liveness === undefined) return false;
  if (liveness.state === "offline") {
    // A server with short limits says so between two signs of life.
    return liveness.lastActive !== undefined && now - liveness.lastActive < SIGN_OF_LIFE_LASTS;
  }
  return true;
}

function isIdle(liveness: Liveness | undefined, now: number): boolean {
  if (liveness?.state === "unavailable") return true;
  return liveness?.lastActive !== undefined && now - liveness.lastActive > IDLE_AFTER;
}

function sinceOf(
  liveness: Liveness | undefined,
  agency: Pick<AgencySwitches, "lastSeen">,
): { readonly since?: number } {
  const since = liveness?.lastActive;
  return agency.lastSeen && since !== undefined ? { since } : {};
}
