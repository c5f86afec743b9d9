import { z } from "zod";

/** A line, or entry, that cannot be made into a room. Numbers begin with 1; a file's header is line 1. */
export const badLineSchema = z.object({
  line: z.number().int().positive(),
  /** Field of the wish, where it is one field. */
  field: z.string().optional(),
  reason: z.enum([
    "missing",
    "not-valid",
    "too-long",
    "unknown-column",
    "not-a-time",
    "ends-before-it-begins",
    "unknown-person",
    "unknown-template",
    "template-away",
    "template-fixed",
    "key-twice",
    "key-used",
    "columns",
    "owner-not-allowed",
  ]),
});
export type BadLine = z.infer<typeof badLineSchema>;
