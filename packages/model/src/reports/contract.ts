import { z } from "zod";
import { roomIdSchema, userIdSchema } from "../ids/matrix-id.ts";

/** What a report is about, in words that need no reading. */
export const reportKindSchema = z.enum(["insult", "disturbance", "false-name", "other"]);
export type ReportKind = z.infer<typeof reportKindSchema>;

/**
 * `POST /api/v1/reports`: a person or a message of a room, for its moderators and the agency's
 * administrators. The reason is kept until it is dealt with, and for a while after it.
 */
export const reportRequestSchema = z
  .strictObject({
    roomId: roomIdSchema,
    /** Whom it is about; of a message, who wrote it. */
    userId: userIdSchema,
    /** The message, where it is about one. */
    eventId: z.string().min(1).max(255).optional(),
    kind: reportKindSchema.default("other"),
    /** In the reporter's own words; needed where the kind says nothing. */
    reason: z.string().trim().max(1000).default(""),
  })
  .refine(({ kind, reason }) => kind !== "other" || reason !== "", {
    path: ["reason"],
    message: "say what it is about",
  });
export type ReportRequest = z.infer<typeof reportRequestSchema>;
export type ReportRequestBody = z.input<typeof reportRequestSchema>;

/** A report as moderators of the room and administrators see it. */
export const reportSchema = z.object({
  id: z.uuid(),
  roomId: roomIdSchema,
  userId: userIdSchema,
  eventId: z.string().optional(),
  kind: reportKindSchema,
  reason: z.string(),
  reporter: userIdSchema,
  at: z.iso.datetime({ offset: true }),
  /** Who dealt with it, and when. */
  doneBy: userIdSchema.optional(),
  doneAt: z.iso.datetime({ offset: true }).optional(),
});
export type Report = z.infer<typeof reportSchema>;

/** `GET /api/v1/reports`, newest first. */
export const reportListSchema = z.object({
  reports: z.array(reportSchema),
  /** Value of `before` for the next page; absent on the last one. */
  next: z.iso.datetime({ offset: true }).optional(),
});
