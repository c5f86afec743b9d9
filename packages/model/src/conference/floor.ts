import { z } from "zod";
import { userIdSchema } from "../ids/matrix-id.ts";
import { publishedListSchema } from "../speaking-list/events.ts";
import { MAX_FLOOR } from "./limits.ts";

/** State event of those who have the floor in a conference. State key "". Written by the bot alone. */
export const FLOOR_EVENT = "chat.plenum.floor";

/** Content of `chat.plenum.floor`. Unknown fields survive. */
export const floorContentSchema = z.looseObject({
  /** On the stage of a lecture, and free to speak where microphones are locked. */
  holders: z.array(userIdSchema).max(MAX_FLOOR).default([]),
  /** The speaking list; absent where nobody has used it yet. */
  list: publishedListSchema.optional().catch(undefined),
});
export type FloorContent = z.infer<typeof floorContentSchema>;

/** Body of `POST /api/v1/conferences/{roomId}/floor`. */
export const giveFloorRequestSchema = z.object({
  userId: userIdSchema,
  /** `false` takes it back. */
  given: z.boolean(),
});

/** State event of a raised hand. State key: the person's own user id. `{}` is a hand that is down. */
export const HAND_EVENT = "chat.plenum.hand";

/** Content of a hand that is up; the event's time says since when. Unknown fields survive. */
export const handContentSchema = z.looseObject({
  /** What the person wants, see `speechKindSchema`; another client's word is a wish to speak. */
  kind: z.string().min(1).max(40),
});
