import {
  comingQuerySchema,
  sidesRequestSchema,
  sidesResponseSchema,
} from "@plenum/model/migration";
import type { Pool } from "pg";
import { callerOf, defineRoute, type Route } from "../../http/route.ts";
import type { MeetingAccess } from "../../meetings/access.ts";
import { findComing, sidesOf } from "./sides.ts";

const PATH = "/api/v1/migration/people";

/** Who is still in the old system. Colleagues may know, as they know the directory; guests and other servers not. */
export function migrationPeopleRoutes(
  pool: Pool,
  access: Pick<MeetingAccess, "ensureColleague">,
): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: PATH,
      operationId: "askSidesOfPeople",
      summary: "On which side colleagues are while the agency moves off another system.",
      security: "session",
      problems: ["forbidden"],
      body: sidesRequestSchema,
      success: {
        status: 200,
        description: "Those whom the move knows.",
        schema: sidesResponseSchema,
      },
      async handle(input) {
        access.ensureColleague(callerOf(input).userId);
        return sidesOf(pool, input.body.ids);
      },
    }),
    defineRoute({
      method: "get",
      path: PATH,
      operationId: "findComingPeople",
      summary: "Colleagues who are still in the other system, by name or address; at most 20.",
      security: "session",
      problems: ["forbidden"],
      query: comingQuerySchema,
      success: { status: 200, description: "Those who are coming.", schema: sidesResponseSchema },
      async handle(input) {
        const { userId } = callerOf(input);
        access.ensureColleague(userId);
        return findComing(pool, input.query.search, userId);
      },
    }),
  ];
}
