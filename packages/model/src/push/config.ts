import { z } from "zod";

/** A P-256 key as JSON Web Key, with its private half. */
const privateKeySchema = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});

/**
 * Notifications while the client is closed (Web Push). They go through the push service of each
 * person's browser: no content, but the fact that something came leaves the agency. Off unless the
 * agency names the services.
 */
export const pushConfigSchema = z.object({
  /** Host names of push services that may be reached; `*.example.org` stands for every host below. */
  services: z.array(z.string()).default([]),
  /** Where push services find somebody to talk to: a `mailto:` or `https:` address. */
  contact: z.string(),
  /** Signs what is handed to push services (RFC 8292). */
  privateKey: privateKeySchema,
});
export type PushConfig = z.infer<typeof pushConfigSchema>;

/** What a browser needs for a subscription; missing where the agency does without push. */
export const publicPushSchema = z.object({
  /** Uncompressed P-256 point, base64url. */
  applicationServerKey: z.string(),
  /** Where the homeserver hands notifications over; as the homeserver sees it. */
  gatewayUrl: z.url(),
});
export type PublicPush = z.infer<typeof publicPushSchema>;
