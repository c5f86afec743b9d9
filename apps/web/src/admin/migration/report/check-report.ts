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
export type CheckReport = z.infer<typeof reportSchema>;
export type Undecided = CheckReport["undecided"][number];

/** Reads a report. @returns why not: `tooLarge`, or `noReport` for anything else than a report */
export async function readReport(file: Blob): Promise<CheckReport | "tooLarge" | "noReport"> {
  if (file.size > LARGEST_REPORT) return "tooLarge";
  try {
    const text = await file.text();
    return reportSchema.safeParse(JSON.parse(text.replace(/^\uFEFF/, ""))).data ?? "noReport";
  } catch {
    return "noReport";
  }
}

/** Those that fit: of that outcome, with all that was typed somewhere in name, address, reason or file. */
export function matching(
  people: readonly Undecided[],
  filter: { readonly kind: OutcomeKind | undefined; readonly search: string },
): readonly Undecided[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return people.filter(({ kind, name, address, reason, file }) => {
    if (filter.kind !== undefined && kind !== filter.kind) return false;
    const all = [name, address, reason.de, reason.en, file].join(" ").toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
