import { z } from "zod";
import { badLineSchema } from "../provisioning/bad-line.ts";

/**
 * Every error an API answers with, RFC 9457. `type` is `urn:plenum:problem:<code>`;
 * clients translate by `code` and never show `detail` of an unknown one.
 */
export const problemCodeSchema = z.enum([
  "invalid-request",
  "unauthorised",
  "forbidden",
  "not-found",
  "not-a-member",
  "not-a-conference",
  "room-gone",
  "guest-link-unknown",
  "guest-link-not-yet",
  "guest-link-expired",
  "guest-link-used-up",
  "guest-link-revoked",
  "guest-code-unknown",
  "guest-password-needed",
  "guest-password-wrong",
  "guest-name-taken",
  "room-locked",
  "too-many-attempts",
  "rate-limited",
  "invalid-lines",
  "lobby-refused",
  "homeserver-unavailable",
  "conference-server-unavailable",
  "database-unavailable",
  "conflict",
  "internal",
]);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

/**
 * What stands in the way of an act: the role is too low, the account is a guest's, the room asks for more
 * than its roles have, the other one's rank is as high, only administrators may, or the person is gone.
 */
export const obstacleSchema = z.enum(["role", "guest", "room", "rank", "administrators", "gone"]);
export type Obstacle = z.infer<typeof obstacleSchema>;

export const problemSchema = z.object({
  type: z.string().startsWith("urn:plenum:problem:"),
  title: z.string(),
  status: z.number().int(),
  code: problemCodeSchema,
  detail: z.string().optional(),
  /** Seconds after which trying again makes sense; with `too-many-attempts` and `…-unavailable`. */
  retryAfter: z.number().int().optional(),
  /** The moment that the problem is about: with `guest-link-not-yet`, when the link opens. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** With `forbidden` and `not-found`, where it is known; one that a client does not know is none to it. */
  obstacle: obstacleSchema.optional().catch(undefined),
  /** With `invalid-lines`: every line that is wrong, and why. */
  lines: z.array(badLineSchema).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
