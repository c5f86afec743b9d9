import {
  conferenceListSchema,
  createConferenceRequestSchema,
  pageQuerySchema,
  provisioningPageSchema,
  provisioningSchema,
  provisioningStateSchema,
} from "@plenum/model";
import { z } from "zod";
import type { Administrators } from "../administration/administrators.ts";
import { ApiProblem } from "../http/api-problem.ts";
import { anyCallerOf, callerOf, defineRoute, type Caller, type Route } from "../http/route.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import { pageOf, placeOf } from "./page.ts";
import type { Provisioner } from "./provisioner.ts";
import type { ProvisioningRow, ProvisioningStore } from "./provisioning-store.ts";
import { listed, shown } from "./shown.ts";

interface ConferenceDependencies {
  readonly provisioner: Provisioner;
  readonly store: ProvisioningStore;
  readonly rooms: RoomReader;
  readonly administrators: Administrators;
}

/** Making and listing conference rooms. */
export function conferenceRoutes(deps: ConferenceDependencies): readonly Route[] {
  const params = z.object({ id: z.uuid() });
  return [
    defineRoute({
      method: "post",
      path: "/api/v1/conferences",
      operationId: "createConference",
      summary:
        "Queue the making of a conference room. The same externalKey never makes a second room.",
      security: "session",
      scope: "conferences:write",
      idempotent: true,
      problems: ["forbidden", "conflict", "homeserver-unavailable"],
      body: createConferenceRequestSchema,
      success: { status: 202, description: "The state of the job.", schema: provisioningSchema },
      async handle(input) {
        const { body, idempotencyKey: key } = input;
        const externalKey = body.externalKey ?? (key === undefined ? undefined : `header:${key}`);
        const wish = externalKey === undefined ? body : { ...body, externalKey };
        return shown(await deps.provisioner.request(anyCallerOf(input), wish));
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/conferences",
      operationId: "listConferences",
      summary: "Conference rooms that the caller is in, newest first.",
      security: "session",
      problems: ["homeserver-unavailable"],
      success: { status: 200, description: "The rooms.", schema: conferenceListSchema },
      async handle(input) {
        const joined = await deps.rooms.joinedRooms(callerOf(input).userId);
        return { conferences: await deps.store.conferencesAmong(joined) };
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/conferences/provisioning",
      operationId: "listProvisionings",
      summary:
        "Rooms that the caller had made, newest first, those of batches included; with `all` those of everybody, for administrators.",
      security: "session",
      scope: "conferences:read",
      problems: ["forbidden", "homeserver-unavailable"],
      query: pageQuerySchema.extend({
        all: z.enum(["true", "false"]).default("false"),
        state: provisioningStateSchema.optional(),
      }),
      success: { status: 200, description: "A page of jobs.", schema: provisioningPageSchema },
      async handle(input) {
        const caller = anyCallerOf(input);
        const { all, state, limit, cursor } = input.query;
        if (all === "true") await deps.administrators.ensure(callerOf(input).userId);
        const maker = all === "true" ? undefined : caller.userId;
        const rows = await deps.store.list({ maker, state, after: placeOf(cursor), limit });
        const page = pageOf(rows, limit, (row) => ({
          at: row.createdAt.toISOString(),
          id: row.id,
        }));
        return {
          items: page.rows.map(listed),
          ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
        };
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/conferences/provisioning/{id}",
      operationId: "getProvisioning",
      summary: "How far the making of a conference room is.",
      security: "session",
      scope: "conferences:read",
      problems: ["not-found"],
      params,
      success: { status: 200, description: "The state of the job.", schema: provisioningSchema },
      async handle(input) {
        const row = await visible(deps, anyCallerOf(input), input.params.id);
        const ahead =
          row.state === "queued" ? await deps.store.waitingPeople(row.createdAt) : undefined;
        return shown(row, ahead);
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/conferences/provisioning/{id}/cancel",
      operationId: "cancelProvisioning",
      summary: "Give up a room whose making has not begun.",
      security: "session",
      scope: "conferences:write",
      problems: ["not-found", "conflict"],
      params,
      success: { status: 200, description: "The state of the job.", schema: provisioningSchema },
      async handle(input) {
        const row = await visible(deps, anyCallerOf(input), input.params.id);
        if (!(await deps.store.cancel(row.id))) throw new ApiProblem("conflict");
        return shown({ ...row, state: "cancelled" });
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/conferences/provisioning/{id}/retry",
      operationId: "retryProvisioning",
      summary: "Take up a room whose making has failed.",
      security: "session",
      scope: "conferences:write",
      problems: ["not-found", "conflict"],
      params,
      success: { status: 202, description: "The state of the job.", schema: provisioningSchema },
      async handle(input) {
        const row = await visible(deps, anyCallerOf(input), input.params.id);
        if (!(await deps.provisioner.retry(row.id))) throw new ApiProblem("conflict");
        return shown((await deps.store.find(row.id)) ?? row);
      },
    }),
  ];
}

/** @throws ApiProblem `not-found`: whose wish it is, is nobody else's business */
async function visible(
  deps: ConferenceDependencies,
  caller: Caller,
  id: string,
): Promise<ProvisioningRow> {
  const row = await deps.store.find(id);
  if (row === undefined) throw new ApiProblem("not-found");
  const own =
    row.maker === caller.userId || (caller.client === undefined && row.requester === caller.userId);
  if (own) return row;
  const administrates =
    caller.client === undefined && (await deps.administrators.includes(caller.userId));
  if (!administrates) throw new ApiProblem("not-found");
  return row;
}
