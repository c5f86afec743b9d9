import {
  describeFinding,
  outcomeInWords,
  peopleOf,
  planMigration,
  sourcesOf,
  type Finding,
  type Language,
  type PlannedPerson,
} from "@plenum/skype-export";
import type { Reporter } from "../terminal/reporter.ts";
import { table } from "../terminal/table.ts";
import { chosenRules, openedExport } from "./opened.ts";
import { MIGRATE_TEXTS } from "./texts.ts";

export interface PreviewOptions {
  readonly rules?: string | undefined;
  /** People to show. */
  readonly first: number;
  readonly language: Language;
}

/**
 * `./plenum migrate preview`: who would get which id, and everything that collides.
 * @returns exit code: 0 good, 1 with collisions, 2 where not everything could be read
 */
export async function preview(
  where: string,
  options: PreviewOptions,
  reporter: Reporter,
): Promise<number> {
  const { language } = options;
  const texts = MIGRATE_TEXTS[language];
  const { folder, findings } = await openedExport(where, language);
  try {
    const { rules, lists } = await chosenRules(folder, options.rules, language);
    const stops: Finding[] = findings.filter(({ severity }) => severity === "stop");
    const tell = (finding: Finding): void => {
      if (finding.severity === "stop") stops.push(finding);
    };
    const sources = sourcesOf(folder.files, tell);
    const people = peopleOf(sources, (file) => file.open(), tell);
    const plan = await planMigration({ rules, people, lists });
    const shown = plan.people.slice(0, options.first);
    for (const line of table(
      texts.previewColumns,
      shown.map((person) => row(person, language)),
    )) {
      reporter.line(line);
    }
    if (shown.length < plan.people.length) {
      const number = new Intl.NumberFormat(language);
      reporter.line(
        texts.previewMore(number.format(shown.length), number.format(plan.people.length)),
      );
    }
    reporter.line();
    const collisions = plan.people.filter(({ kind }) => kind === "conflict");
    if (collisions.length === 0) reporter.done(texts.noCollisions);
    else reporter.warn(texts.collisions(collisions.length));
    for (const person of collisions) {
      const { reason, mend } = outcomeInWords(person, language);
      reporter.line(`  ${person.sipAddress} (${person.displayName}): ${reason} ${mend ?? ""}`);
    }
    stops.push(...plan.findings.filter(({ severity }) => severity === "stop"));
    for (const finding of stops) reporter.fail(describeFinding(finding, language));
    if (stops.length > 0) return 2;
    return collisions.length > 0 ? 1 : 0;
  } finally {
    folder.close();
  }
}

function row(person: PlannedPerson, language: Language): readonly string[] {
  return [
    person.sipAddress || person.writtenAddress || person.displayName,
    person.userId ?? "–",
    person.wave ?? "–",
    outcomeInWords(person, language).reason,
  ];
}
