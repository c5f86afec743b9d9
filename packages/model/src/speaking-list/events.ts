import { z } from "zod";
import { userIdSchema } from "../ids/matrix-id.ts";

/**
 * Message-like event by which whoever leads asks for a change of the speaking list. Never encrypted:
 * the appservice, which alone writes the list, reads it and has no keys. It names people and nothing
 * that anybody said.
 */
export const SPEAKING_COMMAND_EVENT = "chat.plenum.speaking.command";

/** What somebody wants the floor for. */
export const speechKindSchema = z.enum(["speak", "reply", "point-of-order", "question"]);
export type SpeechKind = z.infer<typeof speechKindSchema>;
export const SPEECH_KINDS: readonly SpeechKind[] = speechKindSchema.options;

/** The kind of a raised hand; whatever another client calls it is a wish to speak. */
export function speechKindOf(kind: unknown): SpeechKind {
  return speechKindSchema.catch("speak").parse(kind);
}

/** Seconds; longer than a working day is no limit. */
export const MAX_SPEECH_LIMIT = 4 * 60 * 60;

/** What whoever leads may ask for. */
export const speakingCommandSchema = z.discriminatedUnion("act", [
  /** The floor for somebody, in the list or not. Ends the last speech unless several may speak at once. */
  z.object({ act: z.literal("give"), person: userIdSchema }),
  /** The end of a speech. */
  z.object({ act: z.literal("end"), person: userIdSchema }),
  /** Onto the list, for somebody who cannot raise a hand: a telephone. */
  z.object({
    act: z.literal("add"),
    person: userIdSchema,
    kind: speechKindSchema.default("speak"),
  }),
  /** Another place: before somebody else in the list, or at its end. */
  z.object({
    act: z.literal("move"),
    person: userIdSchema,
    before: userIdSchema.exactOptional(),
  }),
  /** Off the list. */
  z.object({ act: z.literal("remove"), person: userIdSchema }),
  /** A closed list takes points of order alone. */
  z.object({ act: z.literal("open"), open: z.boolean() }),
  z.object({
    act: z.literal("rules"),
    /** Whoever has not spoken yet comes before those who have. */
    first_time_first: z.boolean().exactOptional(),
    /** Several may have the floor at once. */
    several: z.boolean().exactOptional(),
    /** Seconds of one speech after which everybody is told; 0 for none. */
    limit: z.number().int().min(0).max(MAX_SPEECH_LIMIT).exactOptional(),
  }),
  /** Everybody off the list; with `sums`, speaking times begin anew as well. */
  z.object({ act: z.literal("clear"), sums: z.boolean().default(false) }),
]);
export type SpeakingCommand = z.infer<typeof speakingCommandSchema>;

const stampSchema = z.number().int().nonnegative();

/** What `chat.plenum.floor` says of the speaking list, for everybody. People are Matrix user ids. */
export const publishedListSchema = z.object({
  /** Counts up with every change. */
  version: z.number().int().nonnegative(),
  /** Server time up to which everything was worked off: a later hand is still on its way into the list. */
  at: stampSchema,
  open: z.boolean(),
  first_time_first: z.boolean(),
  several: z.boolean(),
  /** Seconds; 0 for none. */
  limit: z.number().int().nonnegative(),
  /** In the one order. */
  queue: z.array(
    z.object({
      person: userIdSchema,
      kind: speechKindSchema.catch("speak"),
      since: stampSchema,
      /** Who has last moved this person by hand. */
      moved_by: userIdSchema.exactOptional(),
      /** Who has put this person onto the list, who has not raised a hand. */
      added_by: userIdSchema.exactOptional(),
    }),
  ),
  /** People in the list for whom there was no room here. */
  more: z.number().int().nonnegative().default(0),
  /** Who has the floor. */
  turns: z.array(
    z.object({ person: userIdSchema, kind: speechKindSchema.catch("speak"), since: stampSchema }),
  ),
  /** Speeches that have ended and their length in milliseconds, for those who spoke most. */
  sums: z.array(
    z.object({
      person: userIdSchema,
      turns: z.number().int().nonnegative(),
      ms: z.number().int().nonnegative(),
    }),
  ),
  /** Names of telephones among these, which no room knows. Absent in lists from before. */
  phones: z.record(userIdSchema, z.string()).exactOptional().catch({}),
});
export type PublishedList = z.infer<typeof publishedListSchema>;
