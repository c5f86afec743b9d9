import { z } from "zod";

/** `type` of an endpoint message that carries real-time text. */
export const RTT_MESSAGE = "chat.plenum.rtt";

/** Characters of a line. Whoever writes more begins another one. */
export const RTT_MAX_LINE = 1_000;
/** Edits in one message: what was typed since the last one. */
const MAX_EDITS = 100;

const place = z.number().int().min(0).max(RTT_MAX_LINE);
const text = z.string().max(RTT_MAX_LINE);

/**
 * One change of a line. Places and counts are in Unicode code points, as in T.140; a place beyond
 * the end means the end.
 */
export const rttEditSchema = z.union([
  z.object({ at: place, insert: text.min(1) }),
  /** Takes away that many before `at`, as the backspace key does. */
  z.object({ at: place, erase: z.number().int().min(1).max(RTT_MAX_LINE) }),
]);
export type RttEdit = z.infer<typeof rttEditSchema>;

const head = {
  type: z.literal(RTT_MESSAGE),
  /** Number of the line, which its writer counts upwards. */
  line: z.number().int().min(0).max(0x7fff_ffff),
  /** Messages of this line so far. After a gap a receiver waits for the whole line. */
  seq: z.number().int().min(0).max(0x7fff_ffff),
  /** Recognised from speech instead of typed. */
  caption: z.boolean().default(false).catch(false),
};

/**
 * What somebody is writing, letter by letter: what changed within the last third of a second, or,
 * every other second and at the end, the whole line. Untrusted; who wrote it is the sender of the
 * endpoint message.
 * @see ITU-T T.140, and EN 301 549 6.2 for the half second within which letters have to be seen
 */
export const rttMessageSchema = z.union([
  z.object({ ...head, edits: z.array(rttEditSchema).min(1).max(MAX_EDITS) }),
  z.object({
    ...head,
    text,
    /** The line is finished and stands in the room. */
    done: z.boolean().default(false).catch(false),
  }),
]);
export type RttMessage = z.infer<typeof rttMessageSchema>;
