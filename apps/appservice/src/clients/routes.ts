import {
  apiClientListSchema,
  createApiClientRequestSchema,
  createApiClientResponseSchema,
  grantedScopes,
  tokenAnswerSchema,
  tokenRequestSchema,
  type ApiScope,
} from "@plenum/model";
import { INSTALLATION_CLIENT } from "@plenum/model/migration";
import type { Pool } from "pg";
import { z } from "zod";
import type { Administrators } from "../administration/administrators.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import { inTransaction } from "../database/database.ts";
import { ApiProblem } from "../http/api-problem.ts";
import type { AttemptLimiter } from "../http/attempt-limiter.ts";
import { callerOf, defineRoute, withStatus, type Caller, type Route } from "../http/route.ts";
import type { BearerTokens } from "../sessions/bearer.ts";
import type { ApiClientStore } from "./client-store.ts";
import { credentialsOf } from "./credentials.ts";

/** What the command line may do that acts for the installation itself. */
const INSTALLATION_SCOPES: readonly ApiScope[] = ["migration"];
const OF_THE_INSTALLATION = 60_000;
const YEAR = 366 * 24 * 60 * 60_000;

interface ClientDependencies {
  readonly pool: Pool;
  readonly clients: ApiClientStore;
  readonly administrators: Administrators;
  readonly audit: AuditLog;
  readonly bearer: BearerTokens;
  readonly attempts: AttemptLimiter;
}

/**
 * Looks up what the client of a token may do now: revoked clients are refused with the next request,
 * whatever their tokens say.
 * @throws ApiProblem `unauthorised`
 */
export async function currentClient(clients: ApiClientStore, caller: Caller): Promise<Caller> {
  if (caller.client === undefined) return caller;
  const { id, scopes } = caller.client;
  // Whoever signs such a token holds the configuration, with which everything can be done anyway.
  if (id === INSTALLATION_CLIENT) {
    const client = { id, scopes: INSTALLATION_SCOPES, requestsPerMinute: OF_THE_INSTALLATION };
    return { userId: caller.userId, client };
  }
  const known = await clients.valid(id);
  if (known === undefined) throw new ApiProblem("unauthorised");
  return {
    userId: caller.userId,
    client: {
      id,
      scopes: scopes.filter((scope) => known.scopes.includes(scope)),
      requestsPerMinute: known.requestsPerMinute,
    },
  };
}

/** Credentials for other systems: made, listed and revoked by administrators, and traded for tokens. */
export function clientRoutes(deps: ClientDependencies): readonly Route[] {
  const { pool, clients, administrators, audit } = deps;
  const params = z.object({ id: z.string().min(1).max(100) });
  return [
    tokenRoute(deps),
    defineRoute({
      method: "get",
      path: "/api/v1/clients",
      operationId: "listClients",
      summary: "Other systems that have credentials here, newest first. For administrators.",
      security: "session",
      problems: ["forbidden", "homeserver-unavailable"],
      success: { status: 200, description: "The clients.", schema: apiClientListSchema },
      async handle(input) {
        await administrators.ensure(callerOf(input).userId);
        return { clients: [...(await clients.list())] };
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/clients",
      operationId: "createClient",
      summary: "Make credentials for another system. For administrators; the secret is shown once.",
      security: "session",
      problems: ["forbidden", "homeserver-unavailable"],
      body: createApiClientRequestSchema,
      success: {
        status: 201,
        description: "The client and its secret.",
        schema: createApiClientResponseSchema,
      },
      async handle(input) {
        const { userId } = callerOf(input);
        await administrators.ensure(userId);
        const { name, scopes, requestsPerMinute, expiresAt } = input.body;
        const latest = new Date(Date.now() + YEAR);
        const ends = expiresAt === undefined ? latest : new Date(expiresAt);
        if (ends > latest || ends <= new Date()) {
          throw new ApiProblem("invalid-request", { detail: "body.expiresAt" });
        }
        return inTransaction(pool, async (client) => {
          const { description, secret } = await clients.create(client, {
            name,
            scopes,
            requestsPerMinute,
            expiresAt: ends,
            createdBy: userId,
          });
          await audit.record(
            {
              actor: userId,
              act: "client.created",
              subject: description.id,
              details: { name, scopes: scopes.join(" ") },
            },
            client,
          );
          return { ...description, secret };
        });
      },
    }),
    defineRoute({
      method: "delete",
      path: "/api/v1/clients/{id}",
      operationId: "revokeClient",
      summary: "Revoke credentials; their tokens are void at once. For administrators.",
      security: "session",
      problems: ["forbidden", "not-found", "homeserver-unavailable"],
      params,
      success: { status: 204, description: "The client can do nothing any more." },
      async handle(input) {
        const { userId } = callerOf(input);
        await administrators.ensure(userId);
        await inTransaction(pool, async (client) => {
          if (!(await clients.revoke(input.params.id, client))) throw new ApiProblem("not-found");
          await audit.record(
            { actor: userId, act: "client.revoked", subject: input.params.id },
            client,
          );
        });
        return undefined;
      },
    }),
  ];
}

function tokenRoute({ clients, bearer, attempts }: ClientDependencies): Route {
  return defineRoute({
    method: "post",
    path: "/api/v1/oauth/token",
    operationId: "createClientToken",
    summary:
      "A token for another system (RFC 6749, client credentials), with HTTP Basic or in the form. Errors are those of that standard.",
    security: "none",
    problems: ["too-many-attempts"],
    body: tokenRequestSchema,
    takes: "application/x-www-form-urlencoded",
    success: {
      status: 200,
      description: "The token, or an error of RFC 6749.",
      schema: tokenAnswerSchema,
      alternatives: { 400: "The request is not one for a token.", 401: "Wrong credentials." },
    },
    async handle({ body, authorization, address }) {
      await attempts.ensureAllowed(address);
      if (body.grant_type === undefined)
        return withStatus(400, { error: "invalid_request" as const });
      if (body.grant_type !== "client_credentials") {
        return withStatus(400, { error: "unsupported_grant_type" as const });
      }
      const given = credentialsOf(authorization, body);
      const client = given && (await clients.proven(given.id, given.secret));
      if (client === undefined) {
        await attempts.failed(address);
        return withStatus(401, { error: "invalid_client" as const });
      }
      const scopes = grantedScopes(body.scope, client.scopes);
      if (scopes === undefined) return withStatus(400, { error: "invalid_scope" as const });
      const { token, seconds } = await bearer.issueForClient(client.id, scopes, new Date());
      return {
        access_token: token,
        token_type: "Bearer" as const,
        expires_in: seconds,
        scope: scopes.join(" "),
      };
    },
  });
}
