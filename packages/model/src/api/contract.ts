import { z } from "zod";
import { agencySchema } from "../installation/agency.ts";
import { userIdSchema } from "../ids/matrix-id.ts";
import { publicPushSchema } from "../push/config.ts";
import { conferenceRoleSchema } from "../roles/roles.ts";

/** A Matrix OpenID token, as `POST /user/{userId}/openid/request_token` answers it. */
export const openIdTokenSchema = z.object({
  access_token: z.string().min(1).max(4096),
  token_type: z.string(),
  matrix_server_name: z.string().min(1).max(255),
  expires_in: z.number(),
});
export type OpenIdToken = z.infer<typeof openIdTokenSchema>;

/** How a browser reaches the call's media plane; the same for the embedded server and a full Jitsi. */
export const callServiceSchema = z.object({
  /** Absolute or origin-relative URL of lib-jitsi-meet's UMD build. */
  libraryUrl: z.string(),
  /** XMPP over WebSocket, e.g. `wss://meet.example.org/xmpp-websocket`. */
  serviceUrl: z.string(),
  /** XMPP over HTTP, where WebSockets do not get through. */
  boshUrl: z.string().optional(),
  conferenceRequestUrl: z.string().optional(),
  /** WebSocket that takes sound and gives text, where the agency has a recogniser. Wants the call's token. */
  captionsUrl: z.string().optional(),
  domain: z.string(),
  mucDomain: z.string(),
  focusDomain: z.string(),
  focusUserJid: z.string(),
});
export type CallService = z.infer<typeof callServiceSchema>;

/** `GET /api/v1/config`: everything a client must know before anybody is signed in. */
export const publicConfigSchema = z.object({
  agency: agencySchema,
  homeserver: z.object({ baseUrl: z.string(), serverName: z.string() }),
  call: callServiceSchema,
  push: publicPushSchema.optional(),
  /** Whether moderators may keep attendance lists. */
  attendance: z.boolean().default(false),
  /** Whether invitations are sent by mail, and whether a telephone gets into calls. */
  meetings: z.object({ mail: z.boolean(), phone: z.boolean() }).optional(),
});
export type PublicConfig = z.infer<typeof publicConfigSchema>;

/** `POST /api/v1/sessions`: a Matrix identity for a bearer token of the API. */
export const createSessionRequestSchema = z.object({ openIdToken: openIdTokenSchema });
export const createSessionResponseSchema = z.object({
  token: z.string(),
  userId: userIdSchema,
  expiresAt: z.iso.datetime({ offset: true }),
});
export type CreateSessionResponse = z.infer<typeof createSessionResponseSchema>;

/** `GET /api/v1/me`: who asks, and whether the admin view is for this person. */
export const ownRightsSchema = z.object({ userId: userIdSchema, administrator: z.boolean() });
export type OwnRights = z.infer<typeof ownRightsSchema>;

export const iceServerSchema = z.object({
  urls: z.array(z.string()),
  username: z.string().optional(),
  credential: z.string().optional(),
});

/**
 * `POST /api/v1/conferences/{roomId}/join`: works for every Matrix room the caller is joined to,
 * not only for provisioned conference rooms. Authorised by the OpenID token in the body, or by
 * the bearer token of a session.
 */
export const joinRequestSchema = z.object({
  openIdToken: openIdTokenSchema.optional(),
  deviceId: z.string().max(255),
});
export type JoinRequest = z.infer<typeof joinRequestSchema>;

export const joinResponseSchema = z.object({
  service: callServiceSchema,
  /** Lower-case name of the Jitsi room. */
  conferenceName: z.string(),
  token: z.string(),
  expiresAt: z.iso.datetime({ offset: true }),
  iceServers: z.array(iceServerSchema),
  user: z.object({
    id: userIdSchema,
    displayName: z.string(),
    role: conferenceRoleSchema,
  }),
});
export type JoinResponse = z.infer<typeof joinResponseSchema>;

/** `GET /api/v1/health`: 200 while everything the appservice needs answers, else 503. */
export const healthSchema = z.object({
  status: z.enum(["ok", "starting", "failing"]),
  database: z.enum(["ok", "unreachable"]),
  homeserver: z.enum(["ok", "unreachable"]),
  /** Whether the homeserver reaches the appservice and the accounts it works with are there. */
  appservice: z.enum(["ok", "starting"]),
});
export type Health = z.infer<typeof healthSchema>;
