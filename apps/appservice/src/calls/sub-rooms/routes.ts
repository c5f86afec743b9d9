import {
  joinResponseSchema,
  roomIdSchema,
  subRoomIdSchema,
  subRoomJoinSchema,
  subRoomListSchema,
  subRoomPeopleSchema,
  subRoomSchema,
} from "@plenum/model";
import { z } from "zod";
import { callerOf, defineRoute, type Route } from "../../http/route.ts";
import type { SubRooms } from "./sub-rooms.ts";

const PROBLEMS = [
  "not-a-member",
  "forbidden",
  "room-gone",
  "homeserver-unavailable",
  "conference-server-unavailable",
] as const;

/** Talking aside during a call: with whom, and the way into that. */
export function subRoomRoutes(subRooms: SubRooms): readonly Route[] {
  const ofRoom = z.object({ roomId: roomIdSchema });
  const ofSubRoom = ofRoom.extend({ id: subRoomIdSchema });
  return [
    defineRoute({
      method: "post",
      path: "/api/v1/conferences/{roomId}/sub-rooms",
      operationId: "openSubRoom",
      summary:
        "Open a small conference for sound alone beside the call of a room, and ask people of the call to come. For whoever is in the call. `conflict`: somebody is not in the call, is aside already or has declined, or there would be too many.",
      security: "session",
      problems: [...PROBLEMS, "conflict", "too-many-attempts"],
      params: ofRoom,
      body: subRoomPeopleSchema,
      success: { status: 201, description: "The sub-room.", schema: subRoomSchema },
      handle: (input) =>
        subRooms.open(input.params.roomId, callerOf(input).userId, input.body.people),
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/conferences/{roomId}/sub-rooms",
      operationId: "listSubRooms",
      summary: "The sub-rooms that the caller is in or asked to come to, and no others.",
      security: "session",
      problems: PROBLEMS,
      params: ofRoom,
      success: { status: 200, description: "Sub-rooms.", schema: subRoomListSchema },
      handle: async (input) => ({
        subRooms: [...(await subRooms.of(input.params.roomId, callerOf(input).userId))],
      }),
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/conferences/{roomId}/sub-rooms/{id}/people",
      operationId: "inviteToSubRoom",
      summary: "Ask more people of the call to a sub-room that the caller is in.",
      security: "session",
      problems: [...PROBLEMS, "not-found", "conflict", "too-many-attempts"],
      params: ofSubRoom,
      body: subRoomPeopleSchema,
      success: { status: 200, description: "The sub-room.", schema: subRoomSchema },
      handle: ({ params, body, caller }) =>
        subRooms.invite(params.roomId, params.id, callerOf({ caller }).userId, body.people),
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/conferences/{roomId}/sub-rooms/{id}/join",
      operationId: "joinSubRoom",
      summary:
        "Accept an invitation, or come back: the name and a token of a few minutes. The token lets in this person alone, and for sound alone.",
      security: "session",
      problems: [...PROBLEMS, "not-found", "conflict"],
      params: ofSubRoom,
      body: subRoomJoinSchema,
      success: { status: 200, description: "How to enter it.", schema: joinResponseSchema },
      handle: ({ params, body, caller }) =>
        subRooms.join(params.roomId, params.id, callerOf({ caller }).userId, body.deviceId),
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/conferences/{roomId}/sub-rooms/{id}/leave",
      operationId: "leaveSubRoom",
      summary:
        "Decline an invitation, or leave; the caller's tokens for it are void then. A sub-room in which one person is left closes.",
      security: "session",
      problems: ["homeserver-unavailable"],
      params: ofSubRoom,
      success: { status: 204, description: "Left, or was not there." },
      async handle({ params, caller }) {
        await subRooms.leave(params.roomId, params.id, callerOf({ caller }).userId);
      },
    }),
  ];
}
