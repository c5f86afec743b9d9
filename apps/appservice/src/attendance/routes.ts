import {
  attendanceListSchema,
  attendanceSwitchSchema,
  CSV_BEGINNING,
  csvLine,
  MODERATOR_POWER,
  roomIdSchema,
  type AttendanceRow,
} from "@plenum/model";
import { z } from "zod";
import { ApiProblem } from "../http/api-problem.ts";
import { callerOf, defineRoute, type Route } from "../http/route.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import { standingIn } from "../matrix/standing.ts";
import type { Attendance } from "./attendance.ts";

const PROBLEMS = ["forbidden", "not-a-member", "room-gone", "homeserver-unavailable"] as const;

/** The attendance list of a conference, for its moderators. */
export function attendanceRoutes(deps: {
  readonly attendance: Attendance;
  readonly rooms: Pick<RoomReader, "standing">;
}): readonly Route[] {
  const params = z.object({ roomId: roomIdSchema });
  const path = "/api/v1/conferences/{roomId}/attendance";
  return [
    defineRoute({
      method: "get",
      path,
      operationId: "getAttendance",
      summary: "Who was in the call from when to when. For moderators; reading it is written down.",
      security: "session",
      problems: PROBLEMS,
      params,
      success: { status: 200, description: "The list.", schema: attendanceListSchema },
      async handle(input) {
        const by = await moderator(deps.rooms, input.params.roomId, callerOf(input).userId);
        return deps.attendance.list(input.params.roomId, by);
      },
    }),
    defineRoute({
      method: "get",
      path: `${path}.csv`,
      operationId: "exportAttendance",
      summary: "The attendance list as a CSV file: a line for each time of each person.",
      security: "session",
      problems: PROBLEMS,
      params,
      success: {
        status: 200,
        description:
          "UTF-8 with byte order mark; cells that would be formulas begin with an apostrophe.",
        schema: z.string(),
        contentType: "text/csv; charset=utf-8",
      },
      async handle(input) {
        const by = await moderator(deps.rooms, input.params.roomId, callerOf(input).userId);
        const { people } = await deps.attendance.list(input.params.roomId, by);
        return asCsv(people);
      },
    }),
    defineRoute({
      method: "put",
      path,
      operationId: "switchAttendance",
      summary:
        "Begin or end keeping the list. For moderators, where the agency allows it; everybody in the room is told.",
      security: "session",
      problems: [...PROBLEMS, "not-a-conference"],
      params,
      body: attendanceSwitchSchema,
      success: { status: 204, description: "Done." },
      async handle(input) {
        const by = await moderator(deps.rooms, input.params.roomId, callerOf(input).userId);
        await deps.attendance.switch(input.params.roomId, input.body.on, by);
        return undefined;
      },
    }),
  ];
}

/** The list as a table: a line for each time, empty at its end while the person is there. */
export function asCsv(people: readonly AttendanceRow[]): string {
  const lines = people.flatMap((person) =>
    person.times.map(({ from, until }) =>
      csvLine([person.name, person.userId, person.way, from, until, person.seconds]),
    ),
  );
  return [CSV_BEGINNING, csvLine(["name", "id", "way", "from", "until", "seconds"]), ...lines].join(
    "",
  );
}

async function moderator(
  rooms: Pick<RoomReader, "standing">,
  roomId: string,
  userId: string,
): Promise<string> {
  const { powerLevel } = await standingIn(rooms, roomId, userId);
  if (powerLevel < MODERATOR_POWER) throw new ApiProblem("forbidden");
  return userId;
}
