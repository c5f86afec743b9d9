import { z } from "zod";

/** Bytes of the largest report that is opened; those of 70,000 people have less than two millions. */
const LARGEST_REPORT = 50 * 1024 * 1024;

const count = z.number().int().min(0);
const inBoth = z.object({ de: z.string(), en: z.string() });

/** Outcomes of the check, the decided ones first. */
export const outcomeKindSchema = z.enum(["ok", "conflict", "skipped", "blocked"]);
export type OutcomeKind = z.infer<typeof outcomeKindSchema>;

/** What is shown of the `report.json` that `migrate check` writes; the rest of it is passed over. */
const reportSchema = z.object({
  version: z.literal(1),
  at: z.iso.datetime(),
  verdict: z.enum(["good", "attention", "stopped"]),
  totals: z.partialRecord(outcomeKindSchema, count),
  findings: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(["stop", "problem", "loss", "note"]),
      count,
      findings: z.array(
        z.object({ file: z.string().optional(), line: z.number().optional(), text: inBoth }),
      ),
    }),
  ),
  undecided: z.array(
    z.object({
      address: z.string(),
      name: z.string(),
      kind: outcomeKindSchema,
      code: z.string(),
      file: z.string(),
      line: z.number().optional(),
      reason: inBoth,
      mend: inBoth.optional(),
    }),
  ),
});
/** A report of a version that does not exist yet. */
const newerSchema = z.object({ version: z.number().int().min(2), verdict: z.string() });
export type CheckReport = z.infer<typeof reportSchema>;
export type Undecided = CheckReport["undecided"][number];

/**
 * Reads a report.
 * @returns why not: `tooLarge`, `cutOff` in the middle, of a `newer` program, or `noReport` for anything else
 */
export async function readReport(
  file: Blob,
): Promise<CheckReport | "tooLarge" | "cutOff" | "newer" | "noReport"> {
  if (file.size > LARGEST_REPORT) return "tooLarge";
  const text = (await file.text()).replace(/^\uFEFF/, "");
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return text.includes('"verdict"') ? "cutOff" : "noReport";
  }
  const { success, data } = reportSchema.safeParse(raw);
  if (success) return data;
  return newerSchema.safeParse(raw).success ? "newer" : "noReport";
}
