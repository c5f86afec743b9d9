import { z } from "zod";
import { conferenceRoleSchema } from "../roles/roles.ts";

/**
 * Claims of the token that opens one Jitsi room for one person (HS256, minutes of life).
 * `room` is the exact lower-case room name, never `*`; the role comes from the Matrix room.
 * @see https://github.com/jitsi/lib-jitsi-meet/blob/master/doc/tokens.md
 */
export const conferenceTokenClaimsSchema = z.looseObject({
  iss: z.string(),
  aud: z.string(),
  sub: z.string(),
  room: z.string().regex(/^[a-z0-9_.-]+$/, "a room name in lower case, no wildcard"),
  iat: z.number().int(),
  exp: z.number().int(),
  context: z.looseObject({
    user: z.looseObject({
      /** Matrix user id. */
      id: z.string(),
      name: z.string(),
      moderator: z.boolean(),
      /** True for an account that the appservice made for a guest. */
      guest: z.boolean().optional(),
      /** Finer than `moderator`, which a full Jitsi reads; a token from before has none. */
      role: conferenceRoleSchema.optional(),
      /** Matrix device id, tells two tabs of one person apart. */
      device: z.string().optional(),
    }),
    /** What of the conference the token opens. Absent: all that the conference has. */
    features: z
      .looseObject({
        /** May share a screen. */
        "screen-sharing": z.boolean().optional(),
        /** May send real-time text and reactions over the conference. */
        "send-messages": z.boolean().optional(),
      })
      .optional(),
  }),
});
export type ConferenceTokenClaims = z.infer<typeof conferenceTokenClaimsSchema>;
