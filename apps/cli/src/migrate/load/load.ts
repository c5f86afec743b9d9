import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import type { InstallationConfig } from "@plenum/model";
import { addItemsResponseSchema, waveSchema, type Wave } from "@plenum/model/migration";
import {
  bringsAnything,
  FolderSpill,
  waveItems,
  type ExportFolder,
  type Finding,
  type Language,
  type PlannedWave,
} from "@plenum/skype-export";
import { readConfig } from "../../installation/config.ts";
import type { Paths } from "../../installation/paths.ts";
import type { Reporter } from "../../terminal/reporter.ts";
import { NotReadable, openedExport } from "../opened.ts";
import { ProgressLine } from "../progress-line.ts";
import { batchesOf } from "./batches.ts";
import { CLIENT_TEXTS } from "./client-texts.ts";
import { writeItems } from "./item-file.ts";
import { KeptFiles } from "./kept-files.ts";
import { knownHistory } from "./known-history.ts";
import { LedgerClient, LedgerRefusal } from "./ledger-client.ts";
import { LoadOutcome } from "./outcome.ts";
import { prepared, type Prepared } from "./prepared.ts";
import { numeral, sayFindings, sayFreeze, sayOutcome, sayStops } from "./said.ts";
import { LOAD_TEXTS } from "./texts.ts";

export interface LoadOptions {
  readonly rules?: string | undefined;
  /** As the rules or the server call it; without it all of them. */
  readonly wave?: string | undefined;
  readonly paths: Paths;
  /** Whether to go on where not everything could be read. */
  readonly incomplete: boolean;
  readonly language: Language;
}

const WAVES = "/api/v1/migration/waves";

/** A move that was read and may be sent. */
export class Load {
  private constructor(
    readonly options: LoadOptions,
    readonly reporter: Reporter,
    readonly client: LedgerClient,
    readonly prepared: Prepared,
    private readonly folder: ExportFolder,
    private readonly line: ProgressLine,
    private readonly screen: { label: string | undefined },
  ) {}

  /**
   * Reads an export, says what is left out, and hands on what can be sent.
   * @throws NotReadable where nothing may be sent
   */
  static async of(
    where: string,
    options: LoadOptions,
    reporter: Reporter,
    work: (load: Load) => Promise<number>,
  ): Promise<number> {
    // Most of what is read is garbage a moment later: without this the heap grows to twice its needs.
    setFlagsFromString("--heap-growing-percent=25");
    const { language } = options;
    const config = await configOf(options);
    const { folder, findings } = await openedExport(where, language);
    const spill = new FolderSpill();
    const line = new ProgressLine(language);
    const screen: { label: string | undefined } = { label: undefined };
    try {
      const read = await prepared({
        where,
        folder,
        rules: options.rules,
        wave: options.wave,
        serverName: config.serverName,
        spill,
        line,
        label: () => screen.label,
        language,
      });
      line.clear();
      sayExport([...findings, ...read.findings], read, options, reporter);
      const client = new LedgerClient(config, language, {
        now: () => Date.now(),
        pause: wait,
        onPause: (seconds) => {
          screen.label = CLIENT_TEXTS[language].pause(seconds);
        },
      });
      return await work(new Load(options, reporter, client, read, folder, line, screen));
    } finally {
      line.clear();
      folder.close();
      await spill.close();
    }
  }

  /** @throws NotReadable where the wave brings nobody */
  ensureSomebody(wave: PlannedWave): void {
    if (!this.hasSomebody(wave)) throw new NotReadable([this.nobody(wave)]);
  }

  hasSomebody(wave: PlannedWave): boolean {
    return bringsAnything(this.prepared.plan, wave);
  }

  /** That nobody is in a wave, and why that may be. */
  nobody({ name, elsewhere }: PlannedWave): string {
    const { language } = this.options;
    const { serverName } = this.prepared.plan;
    return LOAD_TEXTS[language].nobody(name, serverName, numeral(elsewhere, language));
  }

  /**
   * Puts a wave into the ledger, where nothing of it is made yet. Sent twice, it is there once.
   * @returns what the ledger said; undefined where the wave takes nothing more
   */
  async send(wave: PlannedWave): Promise<LoadOutcome | undefined> {
    const { client, reporter, screen } = this;
    const { language } = this.options;
    const texts = LOAD_TEXTS[language];
    this.begin(wave);
    const path = `${WAVES}/${wave.name}`;
    const before = await this.waveAt(path);
    if (before?.state === "rolling-back") throw new NotReadable([texts.rollingBack(wave.name)]);
    if (before?.frozen === true) {
      reporter.warn(texts.closed(wave.name));
      return undefined;
    }
    await this.saveWave(path, wave, before);
    const outcome = new LoadOutcome();
    const files = new KeptFiles(client);
    const findings: Finding[] = [];
    const { chatExportedAt } = this.prepared;
    const items = this.items(wave, findings, files, (keys) =>
      knownHistory(client, wave.name, keys, chatExportedAt),
    );
    for await (const { items: sent, body } of batchesOf(items)) {
      const question = { method: "POST", path: `${path}/items`, body } as const;
      outcome.add(sent, await client.ask(question, addItemsResponseSchema));
      screen.label = texts.sending(wave.name, numeral(outcome.sent, language));
    }
    this.end(findings);
    if (files.count > 0) reporter.line(`  ${texts.files(numeral(files.count, language))}`);
    sayOutcome(wave.name, outcome, reporter, language);
    return outcome;
  }

  /** Whether a wave waits for somebody to begin with it. */
  async waits({ name }: PlannedWave): Promise<boolean> {
    return (await this.waveAt(`${WAVES}/${name}`))?.state === "planned";
  }

  /** Writes a wave into a file instead. @returns exit code */
  async write(wave: PlannedWave, file: string): Promise<number> {
    const { language } = this.options;
    const texts = LOAD_TEXTS[language];
    this.begin(wave);
    const findings: Finding[] = [];
    const files = new KeptFiles(undefined);
    const count = await writeItems(file, this.items(wave, findings, files));
    this.end(findings);
    if (count === undefined) throw new NotReadable([texts.fileThere(file)]);
    if (files.count > 0) this.reporter.warn(texts.filesApart(numeral(files.count, language)));
    this.reporter.done(texts.written(file, numeral(count, language)));
    return 0;
  }

  private begin(wave: PlannedWave): void {
    const { language } = this.options;
    const { exportedAt } = this.prepared;
    const people = numeral(wave.people, language);
    this.reporter.begin(LOAD_TEXTS[language].begin(`${wave.name} (${wave.label})`, people));
    sayFreeze(wave, { now: Date.now(), exportedAt }, this.reporter, language);
  }

  private end(findings: readonly Finding[]): void {
    this.screen.label = undefined;
    this.line.clear();
    sayFindings(findings, this.reporter, this.options.language);
  }

  private items(
    wave: PlannedWave,
    findings: Finding[],
    files: KeptFiles,
    historyThere?: Parameters<typeof waveItems>[0]["historyThere"],
  ) {
    const { plan, gauge } = this.prepared;
    return waveItems({
      plan,
      wave,
      files: this.folder.files,
      gauge,
      tell: (finding) => void findings.push(finding),
      keepFile: files.keep,
      ...(historyThere === undefined ? {} : { historyThere }),
    });
  }

  private async waveAt(path: string): Promise<Wave | undefined> {
    try {
      return await this.client.ask({ method: "GET", path }, waveSchema);
    } catch (error) {
      if (error instanceof LedgerRefusal && error.status === 404) return undefined;
      throw error;
    }
  }

  private async saveWave(path: string, wave: PlannedWave, before: Wave | undefined): Promise<void> {
    // A day that somebody has set in the administration stays where the rules name none.
    const day = wave.day ?? before?.day;
    if (before?.label === wave.label && before.day === day) return;
    const body = JSON.stringify({ label: wave.label, ...(day === undefined ? {} : { day }) });
    await this.client.ask({ method: "PUT", path, body }, waveSchema);
  }
}

async function configOf({ paths, language }: LoadOptions): Promise<InstallationConfig> {
  const config = await readConfig(paths);
  if (config === undefined)
    throw new NotReadable([LOAD_TEXTS[language].noInstallation(paths.data)]);
  return config;
}

function sayExport(
  findings: readonly Finding[],
  { plan }: Prepared,
  { language, incomplete }: LoadOptions,
  reporter: Reporter,
): void {
  const texts = LOAD_TEXTS[language];
  if (sayStops(findings, reporter, language)) {
    if (!incomplete) throw new NotReadable([texts.stopped]);
    reporter.warn(texts.unfinished);
  }
  const { conflict, blocked } = plan.survey.plan.totals;
  if (conflict + blocked > 0) {
    reporter.warn(texts.conflicts(numeral(conflict, language), numeral(blocked, language)));
  }
  const problems = findings.filter(
    ({ code, severity }) => severity === "problem" && !code.startsWith("items-"),
  );
  if (problems.length > 0) reporter.warn(texts.problems(numeral(problems.length, language)));
  sayFindings(findings, reporter, language);
}
