import { z } from "zod";
import type { CheckResult } from "../check/check.ts";
import { describeFinding } from "../findings/describe.ts";
import type { Finding, Severity } from "../findings/finding.ts";
import type { OutcomeCode, PlannedPerson } from "../plan/outcome.ts";
import { outcomeInWords } from "../plan/words.ts";

/** People who need a decision, in the report itself; all of them stand in `people.csv`. */
export const MOST_NAMED = 500;

const count = z.number().int().min(0);
const inBoth = z.object({ de: z.string(), en: z.string() });
const severity = z.enum(["stop", "problem", "loss", "note"]);
const kind = z.enum(["ok", "conflict", "skipped", "blocked"]);
const peopleByName = z.array(z.object({ name: z.string(), people: count }));

/** `report.json`, for scripts. Fields are added in later versions, never renamed within one. */
export const reportSchema = z.object({
  version: z.literal(1),
  /** When the check was made. */
  at: z.iso.datetime(),
  folder: z.string(),
  /** Where the rules are; absent where they were made from the export's own domains. */
  rules: z.string().optional(),
  /** `good`: nothing to do; `attention`: people or records are left out; `stopped`: not all was read. */
  verdict: z.enum(["good", "attention", "stopped"]),
  totals: z.record(kind, count),
  byCode: z.array(z.object({ code: z.string(), kind, people: count })),
  counts: z.record(z.string(), count),
  waves: peopleByName,
  withoutWave: count,
  spaces: peopleByName,
  rooms: peopleByName,
  /** One entry a code, with the first findings of it. */
  findings: z.array(
    z.object({
      code: z.string(),
      severity,
      count,
      findings: z.array(
        z.object({
          file: z.string().optional(),
          line: z.number().int().optional(),
          facts: z.record(z.string(), z.union([z.string(), z.number()])),
          text: inBoth,
        }),
      ),
    }),
  ),
  /** Conflicts and blocked people, at most {@link MOST_NAMED}; `people.csv` has everybody. */
  undecided: z.array(
    z.object({
      address: z.string(),
      name: z.string(),
      kind,
      code: z.string(),
      file: z.string(),
      line: z.number().int().optional(),
      reason: inBoth,
      mend: inBoth.optional(),
    }),
  ),
});
export type Report = z.infer<typeof reportSchema>;

/** Findings of one code that are listed; the others are counted. */
const MOST_OF_A_CODE = 100;
const ORDER: readonly Severity[] = ["stop", "problem", "loss", "note"];

export interface ReportFacts {
  readonly at: Date;
  readonly folder: string;
  readonly rules?: string | undefined;
}

/** The result of a check as it is kept. */
export function reportOf({ plan, counts, findings }: CheckResult, facts: ReportFacts): Report {
  const kindOf = new Map(plan.people.map(({ code, kind: of }) => [code, of]));
  const codes = [...plan.byCode].toSorted(([, one], [, other]) => other - one);
  const undecided = plan.people.filter((it) => it.kind === "conflict" || it.kind === "blocked");
  return {
    version: 1,
    at: facts.at.toISOString(),
    folder: facts.folder,
    ...(facts.rules === undefined ? {} : { rules: facts.rules }),
    verdict: verdictOf(findings, undecided.length),
    totals: plan.totals,
    byCode: codes.map(([code, people]) => ({ code, kind: kindOf.get(code) ?? "ok", people })),
    counts: { ...counts },
    waves: byName(plan.waves),
    withoutWave: plan.withoutWave,
    spaces: byName(plan.spaces),
    rooms: byName(plan.rooms),
    findings: grouped(findings),
    undecided: undecided.slice(0, MOST_NAMED).map(named),
  };
}

function verdictOf(findings: readonly Finding[], undecided: number): Report["verdict"] {
  if (findings.some((finding) => finding.severity === "stop")) return "stopped";
  const problems = findings.some((finding) => finding.severity === "problem");
  return problems || undecided > 0 ? "attention" : "good";
}

function named(person: PlannedPerson): Report["undecided"][number] {
  const { place } = person;
  return {
    address: person.sipAddress || person.writtenAddress,
    name: person.displayName,
    kind: person.kind,
    code: person.code,
    file: place.file,
    ...(place.line === undefined ? {} : { line: place.line }),
    ...wordsOf(person),
  };
}

function wordsOf(person: { readonly code: OutcomeCode; readonly detail: string }) {
  const de = outcomeInWords(person, "de");
  const en = outcomeInWords(person, "en");
  return {
    reason: { de: de.reason, en: en.reason },
    ...(de.mend === undefined || en.mend === undefined
      ? {}
      : { mend: { de: de.mend, en: en.mend } }),
  };
}

function byName(counts: ReadonlyMap<string, number>): Report["waves"] {
  return [...counts].map(([name, people]) => ({ name, people }));
}

/** By severity, then by how many there are. */
function grouped(findings: readonly Finding[]): Report["findings"] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.code}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const sorted = [...groups.values()].toSorted(
    ([one], [other]) =>
      ORDER.indexOf(one?.severity ?? "note") - ORDER.indexOf(other?.severity ?? "note"),
  );
  return sorted.flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return {
      code: first.code,
      severity: first.severity,
      count: group.length,
      findings: group.slice(0, MOST_OF_A_CODE).map(written),
    };
  });
}

function written(finding: Finding): Report["findings"][number]["findings"][number] {
  const { place, facts } = finding;
  return {
    ...(place ? { file: place.file } : {}),
    ...(place?.line === undefined ? {} : { line: place.line }),
    facts: { ...facts },
    text: { de: describeFinding(finding, "de"), en: describeFinding(finding, "en") },
  };
}
