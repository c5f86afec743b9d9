import {
  conferenceRoomPageSchema,
  conferenceRoomSchema,
  isGuestUserId,
  mayEndAt,
  moveEndRequestSchema,
  pageQuerySchema,
  repairReportSchema,
  roleOf,
  roomIdSchema,
  type InstallationConfig,
} from "@plenum/model";
import { z } from "zod";
import type { Administrators } from "../../administration/administrators.ts";
import { ApiProblem } from "../../http/api-problem.ts";
import { anyCallerOf, callerOf, defineRoute, type Caller, type Route } from "../../http/route.ts";
import type { RoomReader } from "../../matrix/room-reader.ts";
import { pageOf, placeOf } from "../page.ts";
import type { ProvisioningStore } from "../provisioning-store.ts";
import { shownRoom, type LifeStore, type RoomLife } from "./life-store.ts";
import type { RoomEnds } from "./room-ends.ts";
import type { RoomRepair } from "./room-repair.ts";
import type { RoomUpgrades } from "./room-upgrades.ts";

interface LifeDependencies {
  readonly config: InstallationConfig;
  readonly lives: LifeStore;
  readonly wishes: Pick<ProvisioningStore, "wasMadeBy">;
  readonly rooms: RoomReader;
  readonly administrators: Administrators;
  readonly ends: RoomEnds;
  readonly repair: RoomRepair;
  readonly upgrades: RoomUpgrades;
}

const params = z.object({ roomId: roomIdSchema });
const PROBLEMS = ["not-a-conference", "forbidden", "room-gone", "homeserver-unavailable"] as const;

/** Looking after conference rooms that are there: for those who moderate them, and administrators. */
export function lifeRoutes(deps: LifeDependencies): readonly Route[] {
  const { lives, administrators, ends, repair, upgrades } = deps;
  return [
    defineRoute({
      method: "get",
      path: "/api/v1/conference-rooms",
      operationId: "listConferenceRooms",
      summary: "All conference rooms, newest first, with their ends. For administrators.",
      security: "session",
      problems: ["forbidden", "homeserver-unavailable"],
      query: pageQuerySchema.extend({ search: z.string().trim().min(1).max(200).optional() }),
      success: { status: 200, description: "A page of rooms.", schema: conferenceRoomPageSchema },
      async handle(input) {
        await administrators.ensure(callerOf(input).userId);
        const { search, cursor, limit } = input.query;
        const rows = await lives.list({ search, after: placeOf(cursor), limit });
        const page = pageOf(rows, limit, (room) => ({
          at: room.createdAt.toISOString(),
          id: room.roomId,
        }));
        return {
          items: page.rows.map(shownRoom),
          ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
        };
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/conferences/{roomId}",
      operationId: "getConferenceRoom",
      summary: "A conference room and its end. For those who moderate it, and whoever made it.",
      security: "session",
      scope: "conferences:read",
      problems: PROBLEMS,
      params,
      success: { status: 200, description: "The room.", schema: conferenceRoomSchema },
      async handle(input) {
        return shownRoom(await looked(deps, anyCallerOf(input), input.params.roomId));
      },
    }),
    defineRoute({
      method: "put",
      path: "/api/v1/conferences/{roomId}/end",
      operationId: "moveConferenceEnd",
      summary:
        "Move the end of a conference room, or take it away. Undoes a closing for as long as the room is there.",
      security: "session",
      scope: "conferences:write",
      problems: PROBLEMS,
      params,
      body: moveEndRequestSchema,
      success: { status: 200, description: "The room.", schema: conferenceRoomSchema },
      async handle(input) {
        const caller = anyCallerOf(input);
        const room = await looked(deps, caller, input.params.roomId);
        const { endsAt } = input.body;
        const moment = endsAt === null ? undefined : new Date(endsAt);
        if (moment !== undefined && !mayEndAt(moment, new Date())) {
          throw new ApiProblem("invalid-request", { detail: "body.endsAt" });
        }
        return shownRoom(await ends.move(room, moment, caller.userId));
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/conferences/{roomId}/repair",
      operationId: "repairConference",
      summary: "Mend what was changed by hand in a conference room and keeps it from working.",
      security: "session",
      scope: "conferences:write",
      problems: PROBLEMS,
      params,
      success: {
        status: 200,
        description: "What was found and what is mended.",
        schema: repairReportSchema,
      },
      async handle(input) {
        const caller = anyCallerOf(input);
        const room = await looked(deps, caller, input.params.roomId);
        if (room.closedAt !== undefined) throw new ApiProblem("room-gone");
        return repair.repair(room, caller.userId);
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/conferences/{roomId}/upgrade",
      operationId: "upgradeConference",
      summary:
        "Replace a conference room by one of another room version. People are invited into the new room; guest links lead there.",
      security: "session",
      scope: "conferences:write",
      problems: PROBLEMS,
      params,
      body: z.object({
        version: z
          .string()
          .regex(/^\d{1,3}$/)
          .default("12"),
      }),
      success: {
        status: 200,
        description: "The new room.",
        schema: z.object({ roomId: roomIdSchema }),
      },
      async handle(input) {
        const caller = anyCallerOf(input);
        const room = await looked(deps, caller, input.params.roomId);
        if (room.closedAt !== undefined) throw new ApiProblem("room-gone");
        return { roomId: await upgrades.upgrade(room, input.body.version, caller.userId) };
      },
    }),
  ];
}

/**
 * A room for somebody who may look after it: a moderator, an administrator, the system that made it.
 * @throws ApiProblem `not-a-conference`, `forbidden`
 */
async function looked(deps: LifeDependencies, caller: Caller, roomId: string): Promise<RoomLife> {
  const room = await deps.lives.find(roomId);
  const allowed =
    caller.client === undefined
      ? await moderatesOrAdministrates(deps, caller.userId, roomId)
      : await deps.wishes.wasMadeBy(roomId, caller.userId);
  // Whether there is such a room is for those alone who may look after it.
  if (!allowed) throw new ApiProblem("forbidden");
  if (room === undefined) throw new ApiProblem("not-a-conference");
  return room;
}

async function moderatesOrAdministrates(
  { config, rooms, administrators }: LifeDependencies,
  userId: string,
  roomId: string,
): Promise<boolean> {
  const standing = await rooms.standing(roomId, userId);
  if (standing !== "gone" && standing !== "not-joined") {
    const guest = isGuestUserId(userId, config.serverName);
    if (!guest && roleOf(standing.powerLevel, guest) === "moderator") return true;
  }
  return administrators.includes(userId);
}
