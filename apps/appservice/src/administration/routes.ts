import {
  adminRoomListSchema,
  ownRightsSchema,
  roomIdSchema,
  runningCallsSchema,
} from "@plenum/model";
import { z } from "zod";
import { ConferenceServerUnreachable } from "../calls/conference-control.ts";
import { ApiProblem } from "../http/api-problem.ts";
import { callerOf, defineRoute, type Route } from "../http/route.ts";
import type { Administrators } from "./administrators.ts";
import type { CallEndings } from "./call-endings.ts";
import type { Overview } from "./overview.ts";

/** What the caller may do beyond rooms, and what administrators see of the whole. */
export function administratorRoutes(
  administrators: Administrators,
  overview: Overview,
  endings: CallEndings,
): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/v1/me",
      operationId: "getOwnRights",
      summary: "Who the caller is and whether he administrates this installation.",
      security: "session",
      problems: ["homeserver-unavailable"],
      success: { status: 200, description: "The caller.", schema: ownRightsSchema },
      async handle(input) {
        const { userId } = callerOf(input);
        return { userId, administrator: await administrators.includes(userId) };
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/admin/running",
      operationId: "listRunningCalls",
      summary:
        "Calls that run now, the largest first. For administrators; of rooms that are no conference rooms only the number of people is told.",
      security: "session",
      problems: ["forbidden", "homeserver-unavailable", "conference-server-unavailable"],
      success: { status: 200, description: "The calls.", schema: runningCallsSchema },
      async handle(input) {
        await administrators.ensure(callerOf(input).userId);
        return asking(() => overview.running());
      },
    }),
    defineRoute({
      method: "delete",
      path: "/api/v1/admin/running/{roomId}",
      operationId: "endRunningCall",
      summary:
        "Put everybody out of a conference room's call. For administrators; the room stays as it is.",
      security: "session",
      problems: [
        "forbidden",
        "not-found",
        "not-a-conference",
        "homeserver-unavailable",
        "conference-server-unavailable",
      ],
      params: z.object({ roomId: roomIdSchema }),
      success: { status: 204, description: "Nobody is in the call any more." },
      async handle(input) {
        const { userId } = callerOf(input);
        await administrators.ensure(userId);
        await asking(() => endings.end(input.params.roomId, userId));
        return undefined;
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/admin/rooms",
      operationId: "listAllConferences",
      summary: "Conference rooms, newest first. For administrators.",
      security: "session",
      problems: ["forbidden", "homeserver-unavailable"],
      query: z.object({
        search: z.string().trim().max(200).default(""),
        before: z.string().max(400).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: { status: 200, description: "The rooms.", schema: adminRoomListSchema },
      async handle(input) {
        await administrators.ensure(callerOf(input).userId);
        const { search, before, limit } = input.query;
        return overview.rooms(search, before, limit);
      },
    }),
  ];
}

/** @throws ApiProblem `conference-server-unavailable` where it gives no answer */
async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConferenceServerUnreachable)) throw error;
    throw new ApiProblem("conference-server-unavailable", { cause: error });
  }
}
