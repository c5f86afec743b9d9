import { z } from "zod";
import { conferenceKindSchema } from "../conference/events.ts";
import { roomIdSchema, userIdSchema } from "../ids/matrix-id.ts";

/** `GET /api/v1/admin/running`: calls that run now, for administrators. */
export const runningCallsSchema = z.object({
  /** Whether there is a media server that can be asked. */
  known: z.boolean(),
  calls: z.array(
    z.object({
      /** Absent for calls of rooms that are no conference rooms. */
      roomId: roomIdSchema.optional(),
      title: z.string().optional(),
      kind: conferenceKindSchema.optional(),
      people: z.number().int(),
      guests: z.number().int(),
    }),
  ),
});
export type RunningCalls = z.infer<typeof runningCallsSchema>;

/** `GET /api/v1/admin/rooms`: conference rooms, newest first. */
export const adminRoomListSchema = z.object({
  rooms: z.array(
    z.object({
      roomId: roomIdSchema,
      title: z.string(),
      kind: conferenceKindSchema,
      encrypted: z.boolean(),
      createdBy: userIdSchema,
      createdAt: z.iso.datetime({ offset: true }),
      /** Guest links through which somebody can enter now. */
      openLinks: z.number().int(),
      guestsInside: z.number().int(),
    }),
  ),
  /** `before` of the next page; absent on the last. */
  next: z.string().optional(),
});
export type AdminRoomList = z.infer<typeof adminRoomListSchema>;
