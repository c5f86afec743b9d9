import { z } from "zod";
import { userIdSchema } from "../ids/matrix-id.ts";
import { roleMay } from "../roles/acts.ts";
import { conferenceRoleSchema } from "../roles/roles.ts";

/** What can be sent in a call. */
export const mediaKindSchema = z.enum(["audio", "video", "desktop"]);
export type ControlMediaKind = z.infer<typeof mediaKindSchema>;

/** What one person is in a conference, and what that person may send: all of it, or nothing. */
export const controlStandingSchema = z.object({
  role: conferenceRoleSchema,
  /** Microphone. `false` silences whoever speaks, `true` lets a person unmute and unmutes nobody. */
  audio: z.boolean(),
  /** Camera. */
  video: z.boolean(),
  desktop: z.boolean(),
});
export type ControlStanding = z.infer<typeof controlStandingSchema>;

/**
 * Control interface of a conference server (embedded, or a Prosody module of ours), for the
 * appservice alone: HTTP on the server's own port, `Authorization: Bearer <controlSecret>`.
 *
 *   GET    /control/v1/conferences                              → controlConferencesSchema
 *   DELETE /control/v1/conferences/{name}                       → 204, everybody is removed
 *   DELETE /control/v1/conferences/{name}/participants/{userId} → 204, all devices of that person
 *   PUT    /control/v1/conferences/{name}                       controlWishSchema → 204
 *   POST   /control/v1/conferences/{name}/participants/{userId}/mute  controlMuteSchema → 204
 *   POST   /control/v1/conferences/{name}/participants/{userId}/ask   controlMuteSchema → 204
 *
 * The last three are not answered by every server yet: 404 and 405 mean that it does not know them.
 */
export const controlParticipantSchema = z.object({
  endpointId: z.string(),
  userId: z.string(),
  displayName: z.string(),
  moderator: z.boolean(),
  /** Since when the hand is up that the endpoint itself signals, milliseconds since 1970. */
  hand: z.number().int().positive().exactOptional(),
  /** What holds at this moment. Absent from a server that does not know wishes. */
  standing: controlStandingSchema.exactOptional(),
});
export type ControlParticipant = z.infer<typeof controlParticipantSchema>;
export const controlConferencesSchema = z.object({
  /** Another one after each start of the server, which forgets all wishes. */
  incarnation: z.string().exactOptional(),
  conferences: z.array(
    z.object({ name: z.string(), participants: z.array(controlParticipantSchema) }),
  ),
});
export type ControlConferences = z.infer<typeof controlConferencesSchema>;

/** People named in one wish. */
const MAX_PEOPLE = 1_000;

/**
 * How a conference is to be, whole and for whoever comes later, too. Putting the same wish again
 * changes nothing, and the last one counts: after any restart the appservice simply puts it again.
 * A wish may come before the first person does; it is forgotten when the conference has ended.
 */
export const controlWishSchema = z.object({
  /** `stage`: listeners see and hear those on the stage, and do not see one another. */
  mode: z.enum(["meeting", "stage"]).default("meeting"),
  /** Who is on the stage. Without meaning in a meeting. */
  stage: z.array(userIdSchema).max(100).default([]),
  /** What nobody may send who is not named below with the right to, and who is no moderator. */
  locks: z
    .object({
      audio: z.boolean().default(false),
      video: z.boolean().default(false),
      desktop: z.boolean().default(false),
      /** Text over the conference itself: real-time text and reactions. */
      chat: z.boolean().default(false),
    })
    .default({ audio: false, video: false, desktop: false, chat: false }),
  /** By Matrix user id. Who is not named keeps the role of the token, and sends what is not locked. */
  participants: z
    .record(userIdSchema, controlStandingSchema)
    .refine((people) => Object.keys(people).length <= MAX_PEOPLE, "too many people")
    .default({}),
});
/** As a server reads it. */
export type ControlWish = z.infer<typeof controlWishSchema>;
/** As it is written: what is left out has its default. */
export type ControlWishBody = z.input<typeof controlWishSchema>;

/** Mutes once: the person may unmute again unless the wish says otherwise. */
export const controlMuteSchema = z.object({
  kinds: z.array(mediaKindSchema).min(1).max(3),
  /** Moderator who wants it, for whom it concerns to see. */
  by: userIdSchema.exactOptional(),
});
export type ControlMute = z.infer<typeof controlMuteSchema>;

/** Type of the message in which a client is told what a moderator wants of it. */
export const MODERATION_MESSAGE = "plenum-moderation";

/**
 * What a conference server tells a client as `json-message`, from the room's focus. `ask`: a moderator would like
 * this person to switch something on, which the person does or leaves; `mute`: it is switched off.
 */
export const moderationMessageSchema = z.object({
  type: z.literal(MODERATION_MESSAGE),
  what: z.enum(["ask", "mute"]),
  kinds: z.array(mediaKindSchema).min(1).max(3),
  by: userIdSchema.exactOptional(),
});
export type ModerationMessage = z.infer<typeof moderationMessageSchema>;

/**
 * What a person may send under a wish.
 * @param role of the token, for whoever the wish does not name
 */
export function rightsUnder(
  wish: ControlWish,
  userId: string,
  role: ControlStanding["role"],
): ControlStanding {
  const named = Object.hasOwn(wish.participants, userId) ? wish.participants[userId] : undefined;
  if (named) return named;
  const { locks } = wish;
  const free = role === "moderator";
  const listening = wish.mode === "stage" && !wish.stage.includes(userId) && !free;
  return {
    role,
    audio: roleMay("speak", role) && !listening && (free || !locks.audio),
    video: roleMay("show-camera", role) && !listening && (free || !locks.video),
    desktop: roleMay("share-screen", role) && !listening && (free || !locks.desktop),
  };
}
