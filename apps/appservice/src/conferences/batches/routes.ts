import {
  batchItemPageSchema,
  batchPageSchema,
  batchSchema,
  createBatchRequestSchema,
  MOST_ROOMS,
  pageQuerySchema,
  provisioningStateSchema,
} from "@plenum/model";
import { z } from "zod";
import type { Administrators } from "../../administration/administrators.ts";
import { ApiProblem } from "../../http/api-problem.ts";
import { anyCallerOf, defineRoute, type Caller, type Route } from "../../http/route.ts";
import { pageOf, placeOf } from "../page.ts";
import { listed } from "../shown.ts";
import type { BatchRow, BatchStore } from "./batch-store.ts";
import type { Batches, Submission } from "./batches.ts";
import { readConferenceFile } from "./csv.ts";
import { isTimeZone } from "./wall-time.ts";

interface BatchDependencies {
  readonly batches: Batches;
  readonly store: BatchStore;
  readonly administrators: Administrators;
}

const params = z.object({ id: z.uuid() });
const flag = z.enum(["true", "false"]).default("false");
const bodySchema = z.union([z.string(), createBatchRequestSchema]);

/** Conference rooms in bulk, for administrators and other systems. */
export function batchRoutes(deps: BatchDependencies): readonly Route[] {
  const { batches, store } = deps;
  return [
    defineRoute({
      method: "post",
      path: "/api/v1/conference-batches",
      operationId: "createBatch",
      summary: `Queue the making of up to ${MOST_ROOMS} conference rooms, from JSON or a CSV file. Every wrong line is named, and nothing is made unless skipInvalid is set. For administrators and other systems.`,
      security: "session",
      scope: "conferences:write",
      idempotent: true,
      problems: ["forbidden", "conflict", "invalid-lines", "homeserver-unavailable"],
      query: z.object({
        /** Of a file; JSON says these in its body. */
        skipInvalid: flag,
        externalKey: z.string().min(1).max(200).optional(),
        label: z.string().trim().max(200).default(""),
        /** Of times without one. */
        timeZone: z.string().max(64).refine(isTimeZone).default("Europe/Berlin"),
      }),
      body: bodySchema,
      takes: "text/csv",
      bodyLimit: "8mb",
      success: { status: 202, description: "The batch.", schema: batchSchema },
      async handle(input) {
        const caller = await ensureMayBatch(deps, input);
        const key = input.idempotencyKey;
        const submission = submissionOf(input.body, input.query);
        return batches.submit(caller, {
          ...submission,
          // A repetition whose first answer got lost with the process finds the batch by it.
          externalKey: submission.externalKey ?? (key === undefined ? undefined : `header:${key}`),
        });
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/conference-batches",
      operationId: "listBatches",
      summary:
        "The caller's batches, newest first; with `all` those of everybody, for administrators.",
      security: "session",
      scope: "conferences:read",
      problems: ["forbidden", "homeserver-unavailable"],
      query: pageQuerySchema.extend({ all: flag }),
      success: { status: 200, description: "A page of batches.", schema: batchPageSchema },
      async handle(input) {
        const caller = anyCallerOf(input);
        const { all, limit, cursor } = input.query;
        if (all === "true") await ensureAdministrator(deps, caller);
        const rows = await store.list({
          maker: all === "true" ? undefined : caller.userId,
          after: placeOf(cursor),
          limit,
        });
        const page = pageOf(rows, limit, (row) => ({
          at: row.createdAt.toISOString(),
          id: row.id,
        }));
        const items = await Promise.all(page.rows.map((row) => batches.shown(row)));
        return { items, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/conference-batches/{id}",
      operationId: "getBatch",
      summary: "How far a batch is, and how long it will take by the rooms made last.",
      security: "session",
      scope: "conferences:read",
      problems: ["not-found", "homeserver-unavailable"],
      params,
      success: { status: 200, description: "The batch.", schema: batchSchema },
      async handle(input) {
        return batches.shown(await visible(deps, anyCallerOf(input), input.params.id));
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/conference-batches/{id}/items",
      operationId: "listBatchItems",
      summary: "The rooms of a batch by the number of their line, with what went wrong.",
      security: "session",
      scope: "conferences:read",
      problems: ["not-found", "homeserver-unavailable"],
      params,
      query: pageQuerySchema.extend({ state: provisioningStateSchema.optional() }),
      success: { status: 200, description: "A page of rooms.", schema: batchItemPageSchema },
      async handle(input) {
        const { cursor, limit, state } = input.query;
        const { id } = await visible(deps, anyCallerOf(input), input.params.id);
        const after = cursor === undefined ? 0 : Number(cursor);
        if (!Number.isSafeInteger(after) || after < 0) {
          throw new ApiProblem("invalid-request", { detail: "query.cursor" });
        }
        const rows = await store.items(id, { after, state, limit });
        const shown = rows.slice(0, limit);
        return {
          items: shown.map(({ row, number }) => Object.assign(listed(row), { number })),
          ...(rows.length > limit ? { cursor: String(shown.at(-1)?.number ?? 0) } : {}),
        };
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/conference-batches/{id}/cancel",
      operationId: "cancelBatch",
      summary: "Make no further room of a batch. Rooms that are there already stay.",
      security: "session",
      scope: "conferences:write",
      problems: ["not-found", "homeserver-unavailable"],
      params,
      success: { status: 200, description: "The batch.", schema: batchSchema },
      async handle(input) {
        const caller = anyCallerOf(input);
        return batches.cancel(caller, await visible(deps, caller, input.params.id));
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/conference-batches/{id}/retry",
      operationId: "retryBatch",
      summary: "Take up what has failed of a batch.",
      security: "session",
      scope: "conferences:write",
      problems: ["not-found", "homeserver-unavailable"],
      params,
      success: { status: 202, description: "The batch.", schema: batchSchema },
      async handle(input) {
        const caller = anyCallerOf(input);
        return batches.retry(caller, await visible(deps, caller, input.params.id));
      },
    }),
  ];
}

function submissionOf(
  body: z.output<typeof bodySchema>,
  query: {
    readonly skipInvalid: "true" | "false";
    readonly externalKey?: string | undefined;
    readonly label: string;
    readonly timeZone: string;
  },
): Submission {
  if (typeof body !== "string") {
    return {
      entries: body.conferences.map((wish, index) => ({ line: index + 1, wish })),
      bad: [],
      skipInvalid: body.skipInvalid,
      externalKey: body.externalKey,
      label: body.label,
    };
  }
  const { entries, bad } = readConferenceFile(body, query.timeZone);
  if (entries.length + bad.length > MOST_ROOMS) {
    throw new ApiProblem("invalid-request", { detail: `At most ${MOST_ROOMS} rooms.` });
  }
  return {
    entries,
    bad,
    skipInvalid: query.skipInvalid === "true",
    externalKey: query.externalKey,
    label: query.label,
  };
}

async function ensureMayBatch(
  deps: BatchDependencies,
  input: { readonly caller: Caller | undefined },
): Promise<Caller> {
  const caller = anyCallerOf(input);
  if (caller.client === undefined) await deps.administrators.ensure(caller.userId);
  return caller;
}

async function ensureAdministrator(deps: BatchDependencies, caller: Caller): Promise<void> {
  if (caller.client !== undefined) throw new ApiProblem("forbidden");
  await deps.administrators.ensure(caller.userId);
}

/** @throws ApiProblem `not-found`: whose batch it is, is nobody else's business */
async function visible(deps: BatchDependencies, caller: Caller, id: string): Promise<BatchRow> {
  const row = await deps.store.find(id);
  if (row === undefined) throw new ApiProblem("not-found");
  if (row.maker === caller.userId) return row;
  const administrates =
    caller.client === undefined && (await deps.administrators.includes(caller.userId));
  if (!administrates) throw new ApiProblem("not-found");
  return row;
}
