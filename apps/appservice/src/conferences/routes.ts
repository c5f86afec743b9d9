import {
  conferenceListSchema,
  createConferenceRequestSchema,
  isGuestUserId,
  parseUserId,
  provisioningSchema,
  type InstallationConfig,
  type Provisioning,
} from "@plenum/model";
import { z } from "zod";
import { ApiProblem } from "../http/api-problem.ts";
import { callerOf, defineRoute, type Route } from "../http/route.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import type { Provisioner } from "./provisioner.ts";
import type { ProvisioningRow, ProvisioningStore } from "./provisioning-store.ts";

interface ConferenceDependencies {
  readonly config: InstallationConfig;
  readonly provisioner: Provisioner;
  readonly store: ProvisioningStore;
  readonly rooms: RoomReader;
}

/** Making and listing conference rooms. */
export function conferenceRoutes(deps: ConferenceDependencies): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/api/v1/conferences",
      operationId: "createConference",
      summary:
        "Queue the making of a conference room. The same externalKey never makes a second room.",
      security: "session",
      problems: ["forbidden", "conflict"],
      body: createConferenceRequestSchema,
      success: { status: 202, description: "The state of the job.", schema: provisioningSchema },
      async handle(input) {
        const { userId } = callerOf(input);
        ensureColleague(deps.config, userId);
        return shown(await deps.provisioner.request(userId, input.body));
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
      path: "/api/v1/conferences/provisioning/{id}",
      operationId: "getProvisioning",
      summary: "How far the making of a conference room is.",
      security: "session",
      problems: ["not-found"],
      params: z.object({ id: z.uuid() }),
      success: { status: 200, description: "The state of the job.", schema: provisioningSchema },
      async handle(input) {
        const row = await deps.store.find(input.params.id);
        // Whose it is, is nobody else's business.
        if (row === undefined || row.requester !== callerOf(input).userId) {
          throw new ApiProblem("not-found");
        }
        return shown(row);
      },
    }),
  ];
}

/** Rooms are made for people of this server, not for guests or other agencies. */
function ensureColleague(config: InstallationConfig, userId: string): void {
  const own = parseUserId(userId).server === config.serverName;
  if (!own || isGuestUserId(userId, config.serverName)) throw new ApiProblem("forbidden");
}

function shown(row: ProvisioningRow): Provisioning {
  return {
    id: row.id,
    state: row.state,
    ...(row.roomId === undefined ? {} : { roomId: row.roomId }),
    ...(row.problem === undefined ? {} : { problem: row.problem }),
    ...(row.notInvited.length === 0 ? {} : { notInvited: [...row.notInvited] }),
  };
}
