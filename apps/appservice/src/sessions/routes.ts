import {
  createSessionRequestSchema,
  createSessionResponseSchema,
  type InstallationConfig,
} from "@plenum/model";
import { ApiProblem } from "../http/api-problem.ts";
import type { AttemptLimiter } from "../http/attempt-limiter.ts";
import { defineRoute, type Route } from "../http/route.ts";
import type { BearerTokens } from "./bearer.ts";
import { proveIdentity } from "./openid.ts";

/** Turns a Matrix identity into a bearer token. */
export function sessionRoutes(deps: {
  readonly config: InstallationConfig;
  readonly bearer: BearerTokens;
  readonly attempts: AttemptLimiter;
}): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/api/v1/sessions",
      operationId: "createSession",
      summary: "Exchange a Matrix OpenID token for a bearer token of this API (15 minutes).",
      security: "none",
      problems: ["too-many-attempts", "homeserver-unavailable"],
      body: createSessionRequestSchema,
      success: {
        status: 201,
        description: "The bearer token.",
        schema: createSessionResponseSchema,
      },
      async handle({ body, address }) {
        await deps.attempts.ensureAllowed(address);
        try {
          const userId = await proveIdentity(deps.config, body.openIdToken);
          const issued = await deps.bearer.issue(userId, new Date());
          return { token: issued.token, userId, expiresAt: issued.expiresAt.toISOString() };
        } catch (error) {
          if (error instanceof ApiProblem && error.code === "unauthorised") {
            await deps.attempts.failed(address);
          }
          throw error;
        }
      },
    }),
  ];
}
