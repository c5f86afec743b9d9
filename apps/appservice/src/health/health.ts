import { healthSchema, type Health, type InstallationConfig } from "@plenum/model";
import type { Pool } from "pg";
import { defineRoute, withStatus, type Route } from "../http/route.ts";
import { requestJson } from "../matrix/json-request.ts";

/** What the appservice knows of its own start. */
export interface Readiness {
  /** The homeserver has called us, and the accounts we work with are there. */
  ready: boolean;
}

/** `GET /api/v1/health` and how it finds out. */
export function healthRoutes(deps: {
  readonly config: InstallationConfig;
  readonly pool: Pool;
  readonly readiness: Readiness;
}): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/v1/health",
      operationId: "getHealth",
      summary: "Whether the appservice and what it needs are there.",
      security: "none",
      problems: [],
      success: {
        status: 200,
        description: "Everything answers.",
        schema: healthSchema,
        alternatives: { 503: "Something is missing; the body says what." },
      },
      async handle() {
        const [database, homeserver] = await Promise.all([
          answers(() => deps.pool.query("SELECT 1")),
          answers(() => askHomeserver(deps.config)),
        ]);
        const health = healthOf(database, homeserver, deps.readiness.ready);
        return withStatus(health.status === "ok" ? 200 : 503, health);
      },
    }),
  ];
}

/** The sum of the parts. */
export function healthOf(database: boolean, homeserver: boolean, ready: boolean): Health {
  return {
    status: !database || !homeserver ? "failing" : ready ? "ok" : "starting",
    database: database ? "ok" : "unreachable",
    homeserver: homeserver ? "ok" : "unreachable",
    appservice: ready ? "ok" : "starting",
  };
}

async function askHomeserver(config: InstallationConfig): Promise<void> {
  const url = new URL("/_matrix/client/versions", config.synapse.url);
  const { status } = await requestJson(url, { timeoutMs: 3_000, maxBytes: 64 * 1024 });
  if (status !== 200) throw new Error(`The homeserver answered ${status}`);
}

async function answers(question: () => Promise<unknown>): Promise<boolean> {
  try {
    await question();
    return true;
  } catch {
    return false;
  }
}
