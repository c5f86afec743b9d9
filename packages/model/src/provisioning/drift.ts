import { z } from "zod";
import { CALL_MEMBER_EVENT, CONFERENCE_EVENT } from "../conference/events.ts";
import { FLOOR_EVENT, HAND_EVENT } from "../conference/floor.ts";

/** Above every moderator: for what the bot alone may change. */
export const BOT_POWER = 150;

/** What was changed by hand that a conference cannot work without. */
export const driftSchema = z.enum([
  /** Not everybody may say that they are in the call. */
  "call-power",
  /** Not everybody may raise a hand. */
  "hand-power",
  /** Others than the bot may give the floor. */
  "floor-power",
  /** Anybody may enter, or nobody may knock although there is a lobby. */
  "join-rule",
  /** The room does not say any more that it is a conference. */
  "conference",
  /** Accounts of other systems' guests may enter. */
  "guest-access",
  /** The bot is not in the room. Only somebody in the room can mend this, by inviting it. */
  "bot-missing",
]);
export type Drift = z.infer<typeof driftSchema>;

/** What a room says now, undefined for what it does not say; contents as they come. */
export interface RoomNow {
  readonly powerLevels: unknown;
  readonly joinRules: unknown;
  readonly guestAccess: unknown;
  readonly conference: unknown;
}

const objectSchema = z.record(z.string(), z.unknown()).catch({});
const powerSchema = z.looseObject({
  events: z.record(z.string(), z.unknown()).catch({}),
  events_default: z.number().catch(0),
  state_default: z.number().catch(50),
});
const conferenceSchema = z.looseObject({
  kind: z.string(),
  lobby: z.boolean().catch(false),
  reopens_to: z.unknown().optional(),
});

/** Join rules that let people knock. */
const KNOCKING: ReadonlySet<unknown> = new Set(["knock", "knock_restricted"]);

/** What of a room is not as its conference needs it. */
export function driftOf(now: RoomNow): readonly Drift[] {
  const found: Drift[] = [];
  const power = powerSchema.safeParse(now.powerLevels ?? {});
  const levels = power.success ? power.data : powerSchema.parse({});
  const levelOf = (type: string): unknown =>
    Object.hasOwn(levels.events, type) ? levels.events[type] : levels.state_default;
  const toJoin = levelOf(CALL_MEMBER_EVENT);
  // Lower than for everybody: listeners are in the room.
  if (typeof toJoin !== "number" || toJoin > 0) found.push("call-power");
  if (levelOf(HAND_EVENT) !== 0) found.push("hand-power");
  if (levelOf(FLOOR_EVENT) !== BOT_POWER) found.push("floor-power");
  const conference = conferenceSchema.safeParse(now.conference);
  if (!conference.success) found.push("conference");
  const rule = objectSchema.parse(now.joinRules)["join_rule"];
  const lobby = conference.success && conference.data.lobby;
  // Moderators have locked it, and it is known how it opens again.
  const locked =
    rule === "private" && conference.success && conference.data.reopens_to !== undefined;
  if (!locked && (rule === undefined || rule === "public" || (lobby && !KNOCKING.has(rule)))) {
    found.push("join-rule");
  }
  if (objectSchema.parse(now.guestAccess)["guest_access"] !== "forbidden") {
    found.push("guest-access");
  }
  return found;
}

/** A state event that mends. */
export interface Mending {
  readonly type: string;
  readonly content: object;
}

/**
 * The state events that mend what was found. Of the power levels nothing else is changed.
 * @param conference content of the conference as it was planned, for a room that lost it
 */
export function mendingOf(
  drift: readonly Drift[],
  now: RoomNow,
  conference: object,
): readonly Mending[] {
  const mendings: Mending[] = [];
  const events: Record<string, number> = {};
  if (drift.includes("call-power")) events[CALL_MEMBER_EVENT] = 0;
  if (drift.includes("hand-power")) events[HAND_EVENT] = 0;
  if (drift.includes("floor-power")) events[FLOOR_EVENT] = BOT_POWER;
  if (Object.keys(events).length > 0) {
    const levels = objectSchema.parse(now.powerLevels);
    mendings.push({
      type: "m.room.power_levels",
      content: { ...levels, events: { ...objectSchema.parse(levels["events"]), ...events } },
    });
  }
  if (drift.includes("conference")) {
    mendings.push({ type: CONFERENCE_EVENT, content: conference });
  }
  if (drift.includes("join-rule")) {
    const known = conferenceSchema.safeParse(
      drift.includes("conference") ? conference : now.conference,
    );
    const lobby = known.success && known.data.lobby;
    mendings.push({
      type: "m.room.join_rules",
      content: { join_rule: lobby ? "knock" : "invite" },
    });
  }
  if (drift.includes("guest-access")) {
    mendings.push({ type: "m.room.guest_access", content: { guest_access: "forbidden" } });
  }
  return mendings;
}

/** Answer of `POST /api/v1/conferences/{roomId}/repair`. */
export const repairReportSchema = z.object({
  found: z.array(driftSchema),
  mended: z.array(driftSchema),
});
export type RepairReport = z.infer<typeof repairReportSchema>;
