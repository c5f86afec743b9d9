import { approveMeetingsRequestSchema, myMovedMeetingsSchema } from "@plenum/model/migration";
import { callerOf, defineRoute, type Route } from "../../http/route.ts";
import type { MeetingApproval } from "./approval.ts";

const PATH = "/api/v1/migration/my-meetings";

/** What becomes of the caller's own meetings in the other system. */
export function movedMeetingRoutes(approval: MeetingApproval): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: PATH,
      operationId: "listMyMovedMeetings",
      summary: "The caller's own meetings in the former system, and what becomes of each.",
      security: "session",
      problems: ["forbidden"],
      success: { status: 200, description: "The meetings.", schema: myMovedMeetingsSchema },
      handle: async (input) => ({ meetings: await approval.list(callerOf(input).userId) }),
    }),
    defineRoute({
      method: "post",
      path: `${PATH}/approve`,
      operationId: "approveMyMovedMeetings",
      summary:
        "Make meetings of one's own appointments and send the change to everybody invited. Again is as once.",
      security: "session",
      problems: ["forbidden", "not-found", "conflict", "homeserver-unavailable"],
      body: approveMeetingsRequestSchema,
      success: {
        status: 200,
        description: "These meetings as they are now.",
        schema: myMovedMeetingsSchema,
      },
      handle: async (input) => ({
        meetings: await approval.approve(callerOf(input).userId, input.body.keys),
      }),
    }),
  ];
}
