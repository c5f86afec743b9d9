import { z } from "zod";
import { roomIdSchema, userIdSchema } from "../ids/matrix-id.ts";
import { MAX_LOBBY_SENTENCE } from "../lobby/events.ts";
import { guestLinkRoleSchema } from "./link-rules.ts";

const momentSchema = z.iso.datetime({ offset: true });

/** Told by telephone, so short ones are common; attempts are limited. */
export const guestPasswordSchema = z.string().min(4).max(128);

/** `POST /api/v1/conferences/{roomId}/guest-links` */
export const createGuestLinkRequestSchema = z.object({
  /** Shown to moderators only: for whom the link is. */
  label: z.string().trim().max(100).default(""),
  notBefore: momentSchema.optional(),
  expiresAt: momentSchema,
  maxUses: z.number().int().min(1).max(1000),
  role: guestLinkRoleSchema.default("guest"),
  /** A code beside the address, to be read out over the telephone. */
  withCode: z.boolean().default(false),
  /** Guests wait until somebody lets them in. */
  lobby: z.boolean().default(false),
  /** Asked for besides the link or the code. */
  password: guestPasswordSchema.optional(),
});
export type CreateGuestLinkRequest = z.input<typeof createGuestLinkRequestSchema>;

/** `PATCH /api/v1/conferences/{roomId}/guest-links/{linkId}`: what is absent stays as it is. */
export const changeGuestLinkRequestSchema = z.object({
  label: z.string().trim().max(100).optional(),
  /** `null`: from now on. */
  notBefore: momentSchema.nullable().optional(),
  expiresAt: momentSchema.optional(),
  maxUses: z.number().int().min(1).max(1000).optional(),
  lobby: z.boolean().optional(),
  /** `null`: none any more. */
  password: guestPasswordSchema.nullable().optional(),
});
export type ChangeGuestLinkRequest = z.infer<typeof changeGuestLinkRequestSchema>;

/** A guest who is in a room, or waits to be let in. */
export const guestInsideSchema = z.object({
  userId: userIdSchema,
  displayName: z.string(),
  state: z.enum(["waiting", "inside"]),
  since: momentSchema,
  /** When the stay ends by itself. */
  until: momentSchema,
});
export type GuestInside = z.infer<typeof guestInsideSchema>;

export const guestLinkSchema = z.object({
  id: z.string(),
  roomId: roomIdSchema,
  label: z.string(),
  notBefore: momentSchema.optional(),
  expiresAt: momentSchema,
  maxUses: z.number().int(),
  uses: z.number().int(),
  role: guestLinkRoleSchema,
  withCode: z.boolean(),
  lobby: z.boolean(),
  withPassword: z.boolean(),
  revoked: z.boolean(),
  createdBy: userIdSchema,
  createdAt: momentSchema,
  /** Who came through the link and is still there. */
  guests: z.array(guestInsideSchema),
});
export const guestLinkListSchema = z.object({ links: z.array(guestLinkSchema) });
export type GuestLink = z.infer<typeof guestLinkSchema>;

/** Address and code are shown once, on creation: only hashes of them are stored. */
export const createGuestLinkResponseSchema = guestLinkSchema.extend({
  url: z.string(),
  code: z.string().optional(),
});
export type CreateGuestLinkResponse = z.infer<typeof createGuestLinkResponseSchema>;

/** `GET /api/v1/guest-links/{token}`: what a guest may see before giving a name. */
export const guestLinkPreviewSchema = z.object({
  title: z.string(),
  agency: z.string(),
  expiresAt: momentSchema,
  /** Somebody has to let the guest in. */
  lobby: z.boolean(),
  withPassword: z.boolean(),
});
export type GuestLinkPreview = z.infer<typeof guestLinkPreviewSchema>;

/** `POST /api/v1/guest-links/{token}/enter`: a Matrix session limited to one room. */
export const enterAsGuestRequestSchema = z.object({
  displayName: z.string().trim().min(1).max(60),
  password: z.string().max(128).optional(),
  /** Read by the moderators where the guest has to wait. */
  reason: z.string().max(MAX_LOBBY_SENTENCE).optional(),
  /** Of an earlier stay: whoever was admitted need not wait again. */
  pass: z.string().max(200).optional(),
});
export type EnterAsGuestRequest = z.input<typeof enterAsGuestRequestSchema>;
export const enterAsGuestResponseSchema = z.object({
  userId: userIdSchema,
  deviceId: z.string(),
  accessToken: z.string(),
  roomId: roomIdSchema,
  expiresAt: momentSchema,
  /** True where the guest knocks at the room and is not inside yet. */
  waiting: z.boolean(),
});
export type EnterAsGuestResponse = z.infer<typeof enterAsGuestResponseSchema>;

/**
 * `POST /api/v1/guest-links/{token}/enter-with-account`: somebody who has an account enters with it,
 * proven by the bearer token, or named where it is at another agency's server that this one knows.
 */
export const enterWithAccountRequestSchema = z.object({
  userId: userIdSchema.optional(),
  password: z.string().max(128).optional(),
});
export const enterWithAccountResponseSchema = z.object({
  roomId: roomIdSchema,
  /** `knock`: the way in is to knock with the own account. */
  membership: z.enum(["join", "invite", "knock"]),
});
export type EnterWithAccountResponse = z.infer<typeof enterWithAccountResponseSchema>;

/** `GET /api/v1/guests`: guests who are inside or wait now, for administrators. */
export const guestsNowSchema = z.object({
  guests: z.array(
    guestInsideSchema.extend({
      roomId: roomIdSchema,
      title: z.string(),
      role: guestLinkRoleSchema,
    }),
  ),
});
export type GuestsNow = z.infer<typeof guestsNowSchema>;

/** `GET /api/v1/guests/count`: how many came, by day (UTC), newest first; no names. */
export const guestCountSchema = z.object({
  days: z.array(z.object({ day: z.iso.date(), guests: z.number().int() })),
});
export type GuestCount = z.infer<typeof guestCountSchema>;

/** Which links administrators look up: those that count still, those that are revoked or expired, or both. */
export const adminGuestLinkFilterSchema = z.enum(["current", "over", "all"]);
export type AdminGuestLinkFilter = z.infer<typeof adminGuestLinkFilterSchema>;

/** `GET /api/v1/admin/guest-links`: links of all rooms, newest first. Neither address nor code is known. */
export const adminGuestLinkListSchema = z.object({
  links: z.array(
    guestLinkSchema.omit({ guests: true }).extend({
      title: z.string(),
      /** Guests who came through it and are there now. */
      inside: z.number().int(),
    }),
  ),
  /** `before` of the next page; absent on the last. */
  next: z.string().optional(),
});
export type AdminGuestLinkList = z.infer<typeof adminGuestLinkListSchema>;
