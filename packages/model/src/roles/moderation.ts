import { z } from "zod";
import { mediaKindSchema } from "../conference/control.ts";
import { roomIdSchema, userIdSchema } from "../ids/matrix-id.ts";
import type { ConferenceAct } from "./acts.ts";
import { conferenceRoleSchema, LISTENER_POWER, MODERATOR_POWER, PRESENTER_POWER } from "./roles.ts";

/** Roles that somebody can be given; a guest is one by the account. */
export const givenRoleSchema = z.enum(["moderator", "presenter", "participant", "listener"]);
export type GivenRole = z.infer<typeof givenRoleSchema>;

/** Power level of a given role; `participant` is what a room gives everybody. */
export const POWER_OF_ROLE: Readonly<Record<GivenRole, number>> = {
  moderator: MODERATOR_POWER,
  presenter: PRESENTER_POWER,
  participant: 0,
  listener: LISTENER_POWER,
};

/** Hours after which a role for this meeting ends at the latest, unless another number is said. */
export const MEETING_HOURS = 8;

const kinds = z.array(mediaKindSchema).min(1).max(3).default(["audio"]);
const reason = z.string().trim().max(300).optional();
const locked = z.boolean();

/**
 * Body of `POST /api/v1/conferences/{roomId}/moderation`: one act. Who asks is taken from the session, and
 * what that person may from the room; nothing in here says who one is.
 */
export const moderationActSchema = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("mute"), userId: userIdSchema, kinds }),
  z.strictObject({
    act: z.literal("mute-all"),
    kinds,
    /** Leaves moderators, presenters and whoever has the floor alone. */
    exceptPresenters: z.boolean().default(false),
  }),
  z.strictObject({ act: z.literal("ask-to-unmute"), userId: userIdSchema, kinds }),
  z.strictObject({ act: z.literal("stop-share"), userId: userIdSchema }),
  z.strictObject({ act: z.literal("remove-from-call"), userId: userIdSchema }),
  z.strictObject({ act: z.literal("remove"), userId: userIdSchema, reason }),
  z.strictObject({ act: z.literal("ban"), userId: userIdSchema, reason }),
  z.strictObject({ act: z.literal("unban"), userId: userIdSchema }),
  z.strictObject({
    act: z.literal("change-role"),
    userId: userIdSchema,
    role: givenRoleSchema,
    /** For this meeting alone, and at most that many hours; absent: for good. */
    hours: z.number().int().min(1).max(24).optional(),
  }),
  z.strictObject({ act: z.literal("lock-room"), locked }),
  z.strictObject({ act: z.literal("lock-chat"), locked }),
  z.strictObject({ act: z.literal("lock-microphones"), locked }),
  z.strictObject({ act: z.literal("lock-cameras"), locked }),
  z.strictObject({ act: z.literal("lock-screens"), locked }),
  /** `locked`: one stage, everybody else listens. */
  z.strictObject({ act: z.literal("lecture"), locked }),
]);
export type ModerationAct = z.infer<typeof moderationActSchema>;
export type ModerationActBody = z.input<typeof moderationActSchema>;

/** A role that ends by itself. */
export const temporaryRoleSchema = z.object({
  userId: userIdSchema,
  role: conferenceRoleSchema,
  /** At the latest; it ends earlier with the call. */
  until: z.iso.datetime({ offset: true }),
});
export type TemporaryRole = z.infer<typeof temporaryRoleSchema>;

/** `GET /api/v1/conferences/{roomId}/moderation`, and the answer to every act. */
export const moderationStateSchema = z.object({
  roomId: roomIdSchema,
  role: conferenceRoleSchema,
  /** Whether the appservice is in the room: else it can moderate its call alone. */
  isConference: z.boolean(),
  locks: z.object({
    room: z.boolean(),
    chat: z.boolean(),
    audio: z.boolean(),
    video: z.boolean(),
    desktop: z.boolean(),
    lecture: z.boolean(),
  }),
  temporary: z.array(temporaryRoleSchema),
  /** What the caller may do here, of the table. */
  may: z.array(z.string()).transform((acts) => acts as ConferenceAct[]),
  /** How many people an act met, where it meets several. */
  affected: z.number().int().optional(),
});
export type ModerationState = z.infer<typeof moderationStateSchema>;
