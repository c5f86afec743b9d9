import {
  addItemsRequestSchema,
  addItemsResponseSchema,
  itemQuerySchema,
  LARGEST_FILE,
  ledgerPageSchema,
  lookUpItemsRequestSchema,
  lookUpItemsResponseSchema,
  saveWaveRequestSchema,
  sentFileSchema,
  waveListSchema,
  waveNameSchema,
  waveSchema,
} from "@plenum/model/migration";
import type { Pool } from "pg";
import { z } from "zod";
import type { Administrators } from "../administration/administrators.ts";
import { anyCallerOf, defineRoute, withStatus, type Caller, type Route } from "../http/route.ts";
import { readReport } from "./report.ts";
import type { WaveStore } from "./wave-store.ts";
import type { WaveAct, Waves } from "./waves.ts";

const PATH = "/api/v1/migration/waves";
const params = z.object({ wave: waveNameSchema });
/** 500 blocks of history are many; whoever writes longer ones sends fewer. */
const ITEMS_LIMIT = "16mb";

const ACTS: readonly { readonly act: WaveAct; readonly id: string; readonly summary: string }[] = [
  {
    act: "start",
    id: "startWave",
    summary: "Make what a wave holds, or go on with it.",
  },
  {
    act: "pause",
    id: "pauseWave",
    summary: "Make nothing further of a wave for now; what is under way is finished.",
  },
  {
    act: "retry",
    id: "retryWave",
    summary: "Try once more what could not be made.",
  },
  {
    act: "rollback",
    id: "rollBackWave",
    summary:
      "Take back what a wave has made, the last things first. What people have used since is kept and listed.",
  },
];

interface RouteDependencies {
  readonly pool: Pool;
  readonly waves: Waves;
  readonly store: Pick<WaveStore, "lookUp">;
  readonly administrators: Administrators;
}

/** Administrators, and systems, which were let in by their scope. */
export function whoMayMigrate(
  administrators: Administrators,
): (input: { readonly caller: Caller | undefined }) => Promise<string> {
  return async (input) => {
    const caller = anyCallerOf(input);
    if (caller.client === undefined) await administrators.ensure(caller.userId);
    return caller.userId;
  };
}

/** The move off another system: for administrators and for systems with the scope `migration`. */
export function migrationRoutes(deps: RouteDependencies): readonly Route[] {
  const { pool, waves } = deps;
  const allowed = whoMayMigrate(deps.administrators);
  return [
    defineRoute({
      method: "get",
      path: PATH,
      operationId: "listWaves",
      summary: "Waves of the migration by their days.",
      security: "session",
      scope: "migration",
      problems: ["forbidden", "homeserver-unavailable"],
      success: { status: 200, description: "The waves.", schema: waveListSchema },
      async handle(input) {
        await allowed(input);
        return { waves: [...(await waves.list())] };
      },
    }),
    defineRoute({
      method: "get",
      path: `${PATH}/{wave}`,
      operationId: "getWave",
      summary: "How far a wave is.",
      security: "session",
      scope: "migration",
      problems: ["forbidden", "not-found", "homeserver-unavailable"],
      params,
      success: { status: 200, description: "The wave.", schema: waveSchema },
      async handle(input) {
        await allowed(input);
        return waves.shown(input.params.wave);
      },
    }),
    defineRoute({
      method: "put",
      path: `${PATH}/{wave}`,
      operationId: "saveWave",
      summary: "Make a wave, or change its label and day, or freeze it.",
      security: "session",
      scope: "migration",
      problems: ["forbidden", "homeserver-unavailable"],
      params,
      body: saveWaveRequestSchema,
      success: {
        status: 200,
        description: "The wave as it is now.",
        schema: waveSchema,
        alternatives: { 201: "The new wave." },
      },
      async handle(input) {
        const actor = await allowed(input);
        const { wave, made } = await waves.save(actor, input.params.wave, input.body);
        return made ? withStatus(201, wave) : wave;
      },
    }),
    defineRoute({
      method: "post",
      path: `${PATH}/{wave}/items`,
      operationId: "addWaveItems",
      summary:
        "Put things to be made into a wave. Sent twice they are there once; what is made already is told and never overwritten.",
      security: "session",
      scope: "migration",
      problems: ["forbidden", "not-found", "conflict", "homeserver-unavailable"],
      params,
      body: addItemsRequestSchema,
      bodyLimit: ITEMS_LIMIT,
      success: {
        status: 200,
        description: "What became of them.",
        schema: addItemsResponseSchema,
      },
      async handle(input) {
        const actor = await allowed(input);
        return waves.add(actor, input.params.wave, input.body.items);
      },
    }),
    defineRoute({
      method: "get",
      path: `${PATH}/{wave}/items`,
      operationId: "listWaveItems",
      summary: "The ledger of a wave: what was made, what failed and why, what was kept.",
      security: "session",
      scope: "migration",
      problems: ["forbidden", "not-found", "homeserver-unavailable"],
      params,
      query: itemQuerySchema,
      success: { status: 200, description: "A page of items.", schema: ledgerPageSchema },
      async handle(input) {
        await allowed(input);
        await waves.shown(input.params.wave);
        return readReport(pool, input.params.wave, input.query);
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/migration/items/look-up",
      operationId: "lookUpMigrationItems",
      summary: "Which of these things the ledger has, over all waves, and how far they are.",
      security: "session",
      scope: "migration",
      problems: ["forbidden", "homeserver-unavailable"],
      body: lookUpItemsRequestSchema,
      success: {
        status: 200,
        description: "Those that are there.",
        schema: lookUpItemsResponseSchema,
      },
      async handle(input) {
        await allowed(input);
        return { items: await deps.store.lookUp(input.body.items) };
      },
    }),
    ...ACTS.map(({ act, id, summary }) =>
      defineRoute({
        method: "post",
        path: `${PATH}/{wave}/${act}`,
        operationId: id,
        summary,
        security: "session",
        scope: "migration",
        problems: ["forbidden", "not-found", "conflict", "homeserver-unavailable"],
        params,
        success: { status: 200, description: "The wave as it is now.", schema: waveSchema },
        async handle(input) {
          const actor = await allowed(input);
          return waves.act(actor, input.params.wave, act);
        },
      }),
    ),
    defineRoute({
      method: "put",
      path: "/api/v1/migration/files/{sha256}",
      operationId: "sendMigrationFile",
      summary: "Send a file that a message of the history will name by its hash.",
      security: "session",
      scope: "migration",
      problems: ["forbidden", "homeserver-unavailable"],
      params: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
      query: z.object({
        name: z.string().trim().min(1).max(255).default("Datei"),
        type: z
          .string()
          .regex(/^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,100}$/)
          .default("application/octet-stream"),
      }),
      takes: "application/octet-stream",
      body: z.instanceof(Buffer),
      bodyLimit: `${LARGEST_FILE}b`,
      success: { status: 200, description: "It is kept.", schema: sentFileSchema },
      async handle(input) {
        const actor = await allowed(input);
        const { sha256 } = input.params;
        const { name, type } = input.query;
        const file = { bytes: input.body, name, mediaType: type };
        return { sha256, known: await waves.keepFile(actor, sha256, file) };
      },
    }),
  ];
}
