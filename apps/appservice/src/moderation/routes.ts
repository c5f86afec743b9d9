import { moderationActSchema, moderationStateSchema, roomIdSchema } from "@plenum/model";
import { z } from "zod";
import { callerOf, defineRoute, type Route } from "../http/route.ts";
import type { Moderation } from "./moderation.ts";

const PROBLEMS = ["forbidden", "not-a-member", "room-gone", "homeserver-unavailable"] as const;

/** What moderators do to a conference, and how it stands. */
export function moderationRoutes(moderation: Moderation): readonly Route[] {
  const params = z.object({ roomId: roomIdSchema });
  const path = "/api/v1/conferences/{roomId}/moderation";
  return [
    defineRoute({
      method: "get",
      path,
      operationId: "getModeration",
      summary: "Locks, roles for one meeting, and what the caller may do in a room.",
      security: "session",
      problems: PROBLEMS,
      params,
      success: { status: 200, description: "How it stands.", schema: moderationStateSchema },
      handle: (input) => moderation.state(input.params.roomId, callerOf(input).userId),
    }),
    defineRoute({
      method: "post",
      path,
      operationId: "moderate",
      summary:
        "One act of moderation. Who may is decided by the room's power levels; when it answers, the call follows already. Acts on the room itself need a conference room; those on its call work everywhere.",
      security: "session",
      problems: [...PROBLEMS, "not-found", "not-a-conference", "conference-server-unavailable"],
      params,
      body: moderationActSchema,
      success: { status: 200, description: "How it stands now.", schema: moderationStateSchema },
      handle: (input) => moderation.act(input.params.roomId, callerOf(input).userId, input.body),
    }),
  ];
}
