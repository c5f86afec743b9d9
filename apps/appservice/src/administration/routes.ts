import { ownRightsSchema } from "@plenum/model";
import { callerOf, defineRoute, type Route } from "../http/route.ts";
import type { Administrators } from "./administrators.ts";

/** What the caller may do beyond rooms. */
export function administratorRoutes(administrators: Administrators): readonly Route[] {
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
  ];
}
