import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setFlagsFromString } from "node:v8";
import {
  checkExport,
  FolderSpill,
  peopleCsv,
  reportHtml,
  reportOf,
  type CheckResult,
  type ExistingAccount,
  type Language,
  type Report,
} from "@plenum/skype-export";
import { messageOf } from "../terminal/trouble.ts";
import type { Reporter } from "../terminal/reporter.ts";
import { contactsBeside } from "./contacts/beside.ts";
import { existingAccounts, homeserverOf, NoAdministrator } from "./existing-accounts.ts";
import { chosenRules, NotReadable, openedExport } from "./opened.ts";
import { ProgressLine } from "./progress-line.ts";
import { MIGRATE_TEXTS } from "./texts.ts";

export interface CheckOptions {
  readonly rules?: string | undefined;
  /** Folder for the report. */
  readonly report: string;
  readonly homeserver?: string | undefined;
  readonly retentionDays?: number | undefined;
  readonly language: Language;
}

/** Findings that the terminal shows; the report has all of them. */
const SHOWN = 8;
/** Only whoever runs the check reads the report: it names everybody. */
const PRIVATE = 0o600;

/**
 * `./plenum migrate check`: reads an export and says what a move would make of it. It changes nothing but
 * the folder of the report.
 * @returns exit code: 0 good, 1 something has to be decided, 2 not everything could be read
 */
export async function check(
  where: string,
  options: CheckOptions,
  reporter: Reporter,
): Promise<number> {
  // Most of what is read is garbage a moment later: without this the heap grows to twice its needs.
  setFlagsFromString("--heap-growing-percent=25");
  const { language } = options;
  const texts = MIGRATE_TEXTS[language];
  const { folder, findings } = await openedExport(where, language);
  const spill = new FolderSpill();
  const line = new ProgressLine(language);
  try {
    const chosen = await chosenRules(folder, options.rules, language);
    const existing = await existingOf(options, chosen.rules.signIn.provider, reporter);
    const result = await checkExport({
      folder,
      rules: chosen.rules,
      lists: chosen.lists,
      ...(existing ? { existing } : {}),
      retentionDays: options.retentionDays ?? chosen.rules.channels.retentionDays,
      now: Date.now(),
      spill,
      contactsBeside: contactsBeside(where),
      progress: (step, done, total) => line.show(texts.steps[step], done, total),
    });
    line.clear();
    const whole = { ...result, findings: [...findings, ...result.findings] };
    const report = reportOf(whole, { at: new Date(), folder: where, rules: options.rules });
    await writeReport(options.report, report, whole);
    summarise(report, reporter, language);
    if (chosen.example !== undefined) {
      const file = join(options.report, "migration.yaml");
      const begun = await writeNew(file, chosen.example);
      reporter.line(begun ? texts.rulesBegun(file) : texts.rulesKept(file));
    }
    reporter.line(texts.report(join(options.report, `report.${language}.html`)));
    return EXIT[report.verdict];
  } finally {
    line.clear();
    folder.close();
    await spill.close();
  }
}

const EXIT = { good: 0, attention: 1, stopped: 2 } as const;

async function existingOf(
  { homeserver, language }: CheckOptions,
  provider: string,
  reporter: Reporter,
): Promise<readonly ExistingAccount[] | undefined> {
  if (homeserver === undefined) return undefined;
  const texts = MIGRATE_TEXTS[language];
  const accounts: ExistingAccount[] = [];
  try {
    const found = await homeserverOf(homeserver, process.env["PLENUM_HOMESERVER_TOKEN"]);
    for await (const account of existingAccounts(found, provider)) accounts.push(account);
  } catch (error) {
    const reason = messageOf(error).slice(0, 200);
    const refused = error instanceof NoAdministrator;
    throw new NotReadable([
      refused ? texts.homeserverRefuses(reason) : texts.homeserverFails(reason),
    ]);
  }
  reporter.line(texts.homeserver(numeral(accounts.length, language)));
  return accounts;
}

async function writeReport(folder: string, report: Report, { plan }: CheckResult): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const write = (name: string, text: string): Promise<void> =>
    writeFile(join(folder, name), text, { mode: PRIVATE });
  await write("report.json", `${JSON.stringify(report, null, 2)}\n`);
  await write("report.de.html", reportHtml(report, "de"));
  await write("report.en.html", reportHtml(report, "en"));
  const csv = createWriteStream(join(folder, "people.csv"), { mode: PRIVATE });
  await pipeline(Readable.from(peopleCsv(plan.people)), csv);
}

function summarise(report: Report, reporter: Reporter, language: Language): void {
  const texts = MIGRATE_TEXTS[language];
  const { totals, counts } = report;
  const shown = (value: number | undefined): string => numeral(value ?? 0, language);
  reporter.line(
    texts.totals(
      shown(totals.ok),
      shown(totals.conflict),
      shown(totals.blocked),
      shown(totals.skipped),
    ),
  );
  reporter.line(
    texts.read(
      shown(counts["contacts"]),
      shown(counts["messages"]),
      shown(counts["channels"]),
      shown(counts["meetings"]),
    ),
  );
  const told = report.findings.filter((it) => it.severity === "stop" || it.severity === "problem");
  for (const { severity, count, findings } of told.slice(0, SHOWN)) {
    const text = findings[0]?.text[language] ?? "";
    const line = count > 1 ? `${text} ${texts.more(count - 1)}` : text;
    if (severity === "stop") reporter.fail(line);
    else reporter.warn(line);
  }
  const undecided = totals.conflict + totals.blocked;
  if (undecided > 0) reporter.warn(texts.undecided(shown(undecided)));
  if (report.verdict === "good") reporter.done(texts.verdict.good);
  else if (report.verdict === "stopped") reporter.fail(texts.verdict.stopped);
  else reporter.warn(texts.verdict.attention);
}

/** @returns false where the file is there already */
export async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function numeral(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}
