import { z } from "zod";
import { conferenceKindSchema } from "../conference/events.ts";
import { roomIdSchema, userIdSchema } from "../ids/matrix-id.ts";
import { conferenceWishSchema, hasSaneTimes } from "./batch.ts";

/** `POST /api/v1/conferences`: queues the making of a conference room. Idempotent by `externalKey`. */
export const createConferenceRequestSchema = conferenceWishSchema.refine(hasSaneTimes, {
  path: ["endsAt"],
});
export type CreateConferenceRequest = z.input<typeof createConferenceRequestSchema>;

/** `GET /api/v1/conferences`: conference rooms that the caller is in. */
export const conferenceListSchema = z.object({
  conferences: z.array(
    z.object({
      roomId: roomIdSchema,
      title: z.string(),
      kind: conferenceKindSchema,
      encrypted: z.boolean(),
      createdBy: userIdSchema,
      createdAt: z.iso.datetime({ offset: true }),
    }),
  ),
});
export type ConferenceList = z.infer<typeof conferenceListSchema>;
