import {
  isGuestUserId,
  roleMay,
  roleOf,
  roomIdSchema,
  speakingLogSchema,
  type InstallationConfig,
  type SpeakingLog,
} from "@plenum/model";
import { z } from "zod";
import type { AuditLog } from "../audit/audit-log.ts";
import { ApiProblem } from "../http/api-problem.ts";
import { callerOf, defineRoute, type Route } from "../http/route.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import { HomeserverError } from "../matrix/homeserver-error.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import { standingIn } from "../matrix/standing.ts";
import { logCsv } from "./log-csv.ts";
import { logOf } from "./log.ts";
import type { SpeakingStore } from "./store.ts";

interface LogDependencies {
  readonly config: Pick<InstallationConfig, "serverName">;
  readonly store: Pick<SpeakingStore, "log">;
  readonly rooms: Pick<RoomReader, "standing">;
  readonly gateway: Pick<MatrixGateway, "namesIn">;
  readonly audit: Pick<AuditLog, "record">;
}

/** Who spoke from when to when, for the minutes. Reading it is an entry of the audit log. */
export function speakingRoutes(deps: LogDependencies): readonly Route[] {
  const params = z.object({ roomId: roomIdSchema });
  const since = z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: "Leaves out what happened before." });
  const common = {
    method: "get",
    security: "session",
    problems: [
      "not-a-member",
      "not-a-conference",
      "forbidden",
      "room-gone",
      "homeserver-unavailable",
    ],
    params,
  } as const;
  return [
    defineRoute({
      ...common,
      path: "/api/v1/conferences/{roomId}/speaking-list/log",
      operationId: "readSpeakingLog",
      summary:
        "Who spoke from when to when and what the chair did, for the minutes. For moderators of the room.",
      query: z.object({ since }),
      success: { status: 200, description: "The log, oldest first.", schema: speakingLogSchema },
      handle: (input) =>
        readLog(deps, callerOf(input).userId, input.params.roomId, input.query.since),
    }),
    defineRoute({
      ...common,
      path: "/api/v1/conferences/{roomId}/speaking-list/log.csv",
      operationId: "readSpeakingLogAsTable",
      summary: "The same as a table for a spreadsheet.",
      query: z.object({ since, language: z.enum(["de", "en"]).default("de") }),
      success: {
        status: 200,
        description:
          "UTF-8 with byte order mark, times in UTC; cells that would be formulas begin with an apostrophe.",
        schema: z.string(),
        contentType: "text/csv; charset=utf-8",
      },
      async handle(input) {
        const { userId } = callerOf(input);
        const log = await readLog(deps, userId, input.params.roomId, input.query.since);
        return logCsv(log, input.query.language);
      },
    }),
  ];
}

async function readLog(
  { config, store, rooms, gateway, audit }: LogDependencies,
  userId: string,
  roomId: string,
  since: string | undefined,
): Promise<SpeakingLog> {
  const { powerLevel } = await standingIn(rooms, roomId, userId);
  const isGuest = isGuestUserId(userId, config.serverName);
  const role = roleOf(powerLevel, isGuest);
  if (isGuest || !roleMay("read-log", role)) throw new ApiProblem("forbidden");
  const records = await store.log(roomId, since === undefined ? 0 : Date.parse(since));
  const members = await membersOf(gateway, roomId);
  const names = new Map(members.map((member) => [member.userId, member.displayName]));
  const log = logOf(records, names);
  await audit.record({
    actor: userId,
    act: "speaking-list.log-read",
    roomId,
    details: { entries: log.entries.length },
  });
  return log;
}

async function membersOf(gateway: Pick<MatrixGateway, "namesIn">, roomId: string) {
  try {
    return await gateway.namesIn(roomId);
  } catch (error) {
    // The bot is in conference rooms alone.
    if (error instanceof HomeserverError && error.status === 403) {
      throw new ApiProblem("not-a-conference");
    }
    throw error;
  }
}
