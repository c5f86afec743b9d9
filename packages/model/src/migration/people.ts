import { z } from "zod";
import { userIdSchema } from "../ids/matrix-id.ts";

/** People of one question. */
export const MOST_PEOPLE_ASKED = 200;

/**
 * `coming`: has no account here yet and is still to be reached in the old system. `here`: has one, whether or not
 * they have signed in yet.
 */
export const sideSchema = z.enum(["coming", "here"]);
export type Side = z.infer<typeof sideSchema>;

/** `POST /api/v1/migration/people`: on which side colleagues are while the agency moves. */
export const sidesRequestSchema = z.object({
  ids: z.array(userIdSchema).min(1).max(MOST_PEOPLE_ASKED),
});

export const personSideSchema = z.object({
  userId: userIdSchema,
  side: sideSchema,
  /** As the directory of the agency names them; an account that is not there has no profile. */
  name: z.string(),
  /** The day on which they change over, where their wave has one. Of those who are coming only. */
  day: z.iso.date().optional(),
  /** Their address in the old system (`anna.schmidt@land.example`). Of those who are coming only. */
  address: z.string().optional(),
});
export type PersonSide = z.infer<typeof personSideSchema>;

export const sidesResponseSchema = z.object({
  /** Whether the agency moves at all: false where nobody is coming any more, and nothing need be asked again. */
  moving: z.boolean(),
  /** Those whom the move knows; all others are missing. */
  people: z.array(personSideSchema),
});
