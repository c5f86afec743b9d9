import { z } from "zod";
import { userIdSchema } from "../ids/matrix-id.ts";
import { speechKindSchema } from "./events.ts";

const instantSchema = z.iso.datetime();
const countSchema = z.number().int().nonnegative();

/** An entry of the log, in the order in which things happened. */
export const speakingLogEntrySchema = z.object({
  number: z.number().int().positive(),
  at: instantSchema,
  act: z.enum([
    "given",
    "added",
    "spoke",
    "moved",
    "removed",
    "opened",
    "closed",
    "rules",
    "cleared",
    "begun",
  ]),
  /** Who did it; absent where it happened by itself. */
  by: userIdSchema.exactOptional(),
  person: userIdSchema.exactOptional(),
  /** Of a telephone, which has no name elsewhere. */
  name: z.string().exactOptional(),
  kind: speechKindSchema.exactOptional(),
  /** Of a speech: from when to when, in seconds, and what the person has spoken with it. */
  since: instantSchema.exactOptional(),
  until: instantSchema.exactOptional(),
  seconds: countSchema.exactOptional(),
  turns: countSchema.exactOptional(),
  sumSeconds: countSchema.exactOptional(),
  /** Of a move: places, from 1. */
  from: countSchema.exactOptional(),
  to: countSchema.exactOptional(),
  firstTimeFirst: z.boolean().exactOptional(),
  several: z.boolean().exactOptional(),
  /** Seconds of one speech; 0 for no limit. */
  limit: countSchema.exactOptional(),
});
export type SpeakingLogEntry = z.infer<typeof speakingLogEntrySchema>;

/** Answer of `GET /api/v1/conferences/{roomId}/speaking-list/log`. */
export const speakingLogSchema = z.object({
  entries: z.array(speakingLogEntrySchema),
  /** What everybody has spoken in these entries. */
  sums: z.array(z.object({ person: userIdSchema, turns: countSchema, seconds: countSchema })),
  /** Names of those who are in the room now, and of telephones, by user id. */
  names: z.record(userIdSchema, z.string()),
});
export type SpeakingLog = z.infer<typeof speakingLogSchema>;
