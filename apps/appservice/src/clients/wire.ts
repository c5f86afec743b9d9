import type { Pool } from "pg";
import type { Administrators } from "../administration/administrators.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import { AttemptLimiter } from "../http/attempt-limiter.ts";
import type { Caller, Route } from "../http/route.ts";
import type { BearerTokens } from "../sessions/bearer.ts";
import { ApiClientStore } from "./client-store.ts";
import { clientRoutes, currentClient } from "./routes.ts";

/** Puts the parts together that let other systems in. */
export function wireClients(deps: {
  readonly pool: Pool;
  readonly administrators: Administrators;
  readonly audit: AuditLog;
  readonly bearer: BearerTokens;
}): {
  readonly routes: readonly Route[];
  /** Who holds a token, a person or another system. @throws ApiProblem `unauthorised` */
  authenticate(token: string): Promise<Caller>;
} {
  const clients = new ApiClientStore(deps.pool);
  const attempts = new AttemptLimiter(deps.pool, "client", {
    perAddress: 20,
    perNetwork: 100,
    within: 300,
  });
  return {
    routes: clientRoutes({ ...deps, clients, attempts }),
    authenticate: async (token) => currentClient(clients, await deps.bearer.verify(token)),
  };
}
