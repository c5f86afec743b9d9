import { z } from "zod";
import { userIdSchema } from "../ids/matrix-id.ts";

/** State event of those who have the floor in a conference. State key "". Written by the bot alone. */
export const FLOOR_EVENT = "chat.plenum.floor";

/** People who may have the floor at once. */
export const MAX_FLOOR = 50;

/** Content of `chat.plenum.floor`. Unknown fields survive. */
export const floorContentSchema = z.looseObject({
  /** On the stage of a lecture, and free to speak where microphones are locked. */
  holders: z.array(userIdSchema).max(MAX_FLOOR).default([]),
});
export type FloorContent = z.infer<typeof floorContentSchema>;

/** Body of `POST /api/v1/conferences/{roomId}/floor`. */
export const giveFloorRequestSchema = z.object({
  userId: userIdSchema,
  /** `false` takes it back. */
  given: z.boolean(),
});
