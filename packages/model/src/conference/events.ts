import { z } from "zod";

/** State event that makes a Matrix room a conference room. State key "". */
export const CONFERENCE_EVENT = "chat.plenum.conference";
/** Call membership, MSC3401 as deployed by Element. State key: `callMemberStateKey`. */
export const CALL_MEMBER_EVENT = "org.matrix.msc3401.call.member";

export const conferenceKindSchema = z.enum(["meeting", "lecture", "committee", "training"]);
export type ConferenceKind = z.infer<typeof conferenceKindSchema>;

/** What only moderators, presenters and whoever has the floor may send in the call of a room. */
export const conferenceLocksSchema = z
  .object({
    audio: z.boolean().default(false).catch(false),
    video: z.boolean().default(false).catch(false),
    desktop: z.boolean().default(false).catch(false),
    /** Text over the call itself: real-time text and reactions. */
    chat: z.boolean().default(false).catch(false),
  })
  .catch({ audio: false, video: false, desktop: false, chat: false });
export type ConferenceLocks = z.infer<typeof conferenceLocksSchema>;

/** Content of `chat.plenum.conference`. Unknown fields survive. */
export const conferenceContentSchema = z.looseObject({
  kind: conferenceKindSchema,
  title: z.string().max(200),
  /** ISO 8601 with zone; absent while the conference is open-ended. */
  starts_at: z.iso.datetime({ offset: true }).optional(),
  ends_at: z.iso.datetime({ offset: true }).optional(),
  lobby: z.boolean().default(false),
  locks: conferenceLocksSchema.optional(),
  /** While the room is locked: content of `m.room.join_rules` that unlocking brings back. */
  reopens_to: z.looseObject({ join_rule: z.string() }).optional().catch(undefined),
  /** Whether it is written down who is in the call; set by the bot alone. */
  attendance: z.boolean().optional().catch(undefined),
});
export type ConferenceContent = z.infer<typeof conferenceContentSchema>;

/**
 * Content of a call membership: one device of one person is in the call. `{}` means it left.
 * A membership older than `expires` milliseconds after `created_ts` counts as gone even when
 * nobody could clear it.
 */
export const callMemberContentSchema = z.looseObject({
  application: z.literal("m.call"),
  call_id: z.literal(""),
  scope: z.literal("m.room"),
  device_id: z.string(),
  created_ts: z.number().int().optional(),
  expires: z.number().int().positive(),
  focus_active: z.looseObject({ type: z.string() }),
  foci_preferred: z.array(z.looseObject({ type: z.string() })).default([]),
});
export type CallMemberContent = z.infer<typeof callMemberContentSchema>;

/** Field of a call membership: the device of the same person whose place in the call it takes. */
export const CALL_REPLACES_FIELD = "chat.plenum.replaces";

/** The focus type under which Plenum announces a Jitsi conference in call memberships. */
export const JITSI_FOCUS_TYPE = "jitsi";

/** State key of a call membership; the leading underscore lets a non-sender-owned key pass (MSC3757). */
export function callMemberStateKey(userId: string, deviceId: string): string {
  return `_${userId}_${deviceId}_m.call`;
}
