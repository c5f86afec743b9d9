import { waveNameSchema } from "@plenum/model/migration";
import type { Language } from "@plenum/skype-export";
import type { Command } from "commander";
import { readConfig } from "../../installation/config.ts";
import { pathsOf } from "../../installation/paths.ts";
import { Reporter } from "../../terminal/reporter.ts";
import { Trouble } from "../../terminal/trouble.ts";
import { parseLanguage, terminalLanguage } from "../language.ts";
import { ProgressLine } from "../progress-line.ts";
import { OFFLINE_TEXTS } from "./texts.ts";

const root = process.env["PLENUM_ROOT"] ?? process.cwd();

interface OfflineOptions {
  readonly data: string;
  readonly language?: Language;
  readonly dryRun: boolean;
}

/** `./plenum migrate accounts-offline`: the accounts of a wave in bulk, with the homeserver stopped. */
export function registerOffline(migrate: Command): void {
  migrate
    .command("accounts-offline <wave>")
    .description("make the accounts of a wave in the homeserver's database, while all is stopped")
    .option("--data <dir>", "folder of the installation", ".plenum")
    .option("--language <code>", "de or en; otherwise that of the system", parseLanguage)
    .option("--dry-run", "only say what would be made; may be asked while Plenum runs", false)
    .action((wave: string, options: OfflineOptions) => offline(wave, options));
}

async function offline(wave: string, options: OfflineOptions): Promise<void> {
  const language = terminalLanguage(options.language, process.env);
  const texts = OFFLINE_TEXTS[language];
  if (!waveNameSchema.safeParse(wave).success) throw new Trouble(texts.noName(wave));
  const paths = pathsOf(root, options.data);
  const config = await readConfig(paths);
  if (config === undefined) throw new Trouble(texts.noInstallation(options.data));
  const { accountsOffline } = await import("./accounts-offline.ts");
  const { Refused } = await import("./refused.ts");
  const { outcomeLines } = await import("./shown.ts");
  const reporter = new Reporter();
  const line = new ProgressLine(language);
  const progress = {
    show: (done: number, total: number) => line.show(texts.writing, done, total),
  };
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => stop.abort());
  }
  try {
    const wish = { wave, dryRun: options.dryRun };
    const told = { reporter, progress };
    const outcome = await accountsOffline(paths, config, wish, told, stop.signal);
    line.clear();
    const lines = outcomeLines(outcome, wave, options.dryRun, language);
    for (const text of lines) reporter.line(text);
  } catch (error) {
    line.clear();
    if (!(error instanceof Refused)) throw error;
    throw new Trouble(texts.refused(error.reason), { cause: error });
  }
}
