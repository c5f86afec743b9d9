import { z } from "zod";
import { userIdSchema } from "../ids/matrix-id.ts";
import { SUB_ROOM_ID } from "./room-name.ts";

/** People in one sub-room, whoever opened it among them. */
export const MAX_SUB_ROOM = 8;

/** Milliseconds after which an invitation that nobody answered is none any more. */
export const SUB_ROOM_INVITATION = 60_000;

/**
 * Kind of the message over the bridge channel by which one device tells another to ask the server for
 * its sub-rooms. It says nothing else: who invites whom is what the server answers, never what a
 * sender claims.
 */
export const SUB_ROOM_MESSAGE = "chat.plenum.sub-rooms";

export const subRoomIdSchema = z.string().regex(SUB_ROOM_ID);

/**
 * Body of `POST /api/v1/conferences/{roomId}/sub-rooms`, and of `…/sub-rooms/{id}/people`: whom to
 * ask to come. All of them have to be in the call of the room.
 */
export const subRoomPeopleSchema = z.object({
  people: z
    .array(userIdSchema)
    .min(1)
    .max(MAX_SUB_ROOM - 1),
});

/** Body of `POST …/sub-rooms/{id}/join`. */
export const subRoomJoinSchema = z.object({ deviceId: z.string().max(255) });

/** Where somebody stands who was asked to come. Who left again is not named any more. */
export const subRoomStateSchema = z.enum(["invited", "in", "declined"]);

/** A sub-room as those see it who are in it or asked to come. Names are those of the call. */
export const subRoomSchema = z.object({
  id: subRoomIdSchema,
  /** Who asked the caller to come; the caller, where the caller opened it. */
  invitedBy: userIdSchema,
  /** Where the caller stands. */
  own: z.enum(["invited", "in"]),
  people: z.array(
    z.object({ userId: userIdSchema, displayName: z.string(), state: subRoomStateSchema }),
  ),
});
export type SubRoom = z.infer<typeof subRoomSchema>;

/** `GET /api/v1/conferences/{roomId}/sub-rooms`: the caller's own and no others. */
export const subRoomListSchema = z.object({ subRooms: z.array(subRoomSchema) });
