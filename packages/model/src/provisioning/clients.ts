import { z } from "zod";

/** What another system may do here. */
export const apiScopeSchema = z.enum([
  "conferences:read",
  "conferences:write",
  "templates:read",
  "meetings:read",
  "meetings:write",
  "migration",
]);
export type ApiScope = z.infer<typeof apiScopeSchema>;

/** Actor under which a client stands in the audit log and as maker of rooms. */
export function clientActor(id: string): string {
  return `client:${id}`;
}

/** `POST /api/v1/clients`. */
export const createApiClientRequestSchema = z.object({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(apiScopeSchema).min(1).max(apiScopeSchema.options.length),
  requestsPerMinute: z.number().int().min(1).max(60_000).default(600),
  /** When the secret ends; a year from now at the latest and by default. */
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});
export type CreateApiClientRequest = z.input<typeof createApiClientRequestSchema>;

export const apiClientSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(apiScopeSchema),
  requestsPerMinute: z.number().int(),
  createdBy: z.string(),
  createdAt: z.iso.datetime({ offset: true }),
  expiresAt: z.iso.datetime({ offset: true }),
  lastUsedAt: z.iso.datetime({ offset: true }).optional(),
  revoked: z.boolean(),
});
export type ApiClientDescription = z.infer<typeof apiClientSchema>;
export const apiClientListSchema = z.object({ clients: z.array(apiClientSchema) });

/** The secret is shown once: only a hash of it is stored. */
export const createApiClientResponseSchema = apiClientSchema.extend({ secret: z.string() });

/** `POST /api/v1/oauth/token`, as a form. @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4 */
export const tokenRequestSchema = z.looseObject({
  grant_type: z.string().max(100).optional(),
  scope: z.string().max(1000).optional(),
  client_id: z.string().max(100).optional(),
  client_secret: z.string().max(200).optional(),
});

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-5 */
export const tokenAnswerSchema = z.union([
  z.object({
    access_token: z.string(),
    token_type: z.literal("Bearer"),
    /** Seconds. */
    expires_in: z.number().int(),
    scope: z.string(),
  }),
  z.object({
    error: z.enum(["invalid_request", "invalid_client", "invalid_scope", "unsupported_grant_type"]),
    error_description: z.string().optional(),
  }),
]);

/**
 * The scopes of a token: those asked for, or all that the client has.
 * @returns undefined where one is asked for that the client does not have
 */
export function grantedScopes(
  asked: string | undefined,
  allowed: readonly ApiScope[],
): readonly ApiScope[] | undefined {
  const words = (asked ?? "").split(" ").filter((word) => word !== "");
  if (words.length === 0) return allowed.length === 0 ? undefined : allowed;
  const granted = allowed.filter((scope) => words.includes(scope));
  return words.every((word) => allowed.some((scope) => scope === word)) ? granted : undefined;
}
