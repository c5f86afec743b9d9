import { createInterface } from "node:readline/promises";
import { waveListSchema, waveNameSchema, waveSchema, type Wave } from "@plenum/model/migration";
import type { Language } from "@plenum/skype-export";
import type { Command } from "commander";
import { readConfig } from "../../installation/config.ts";
import { pathsOf } from "../../installation/paths.ts";
import { Reporter } from "../../terminal/reporter.ts";
import { Trouble } from "../../terminal/trouble.ts";
import { parseLanguage, terminalLanguage } from "../language.ts";
import { askInstallation } from "../mails/installation-api.ts";
import { WAVE_TEXTS, waveLines } from "./shown.ts";
import { watchWave } from "./watch.ts";

const root = process.env["PLENUM_ROOT"] ?? process.cwd();
const PATH = "/api/v1/migration/waves";

interface WaveOptions {
  readonly data: string;
  readonly language?: Language;
  readonly watch?: boolean;
  readonly yes?: boolean;
}

/** `./plenum migrate status | pause | resume | rollback`: the waves of an installation. */
export function registerWaves(migrate: Command): void {
  withPlace(migrate.command("status [wave]"))
    .description("show how far the waves are, or one of them")
    .option("--watch", "go on showing it until it is done", false)
    .action((wave: string | undefined, options: WaveOptions) => status(wave, options));
  withPlace(migrate.command("pause <wave>"))
    .description("make nothing further of a wave for now")
    .action((wave: string, options: WaveOptions) => act(wave, "pause", options));
  withPlace(migrate.command("resume <wave>"))
    .description("begin with a wave, or go on with it")
    .option("--watch", "show how far it is until it is done", false)
    .action((wave: string, options: WaveOptions) => act(wave, "start", options));
  withPlace(migrate.command("rollback <wave>"))
    .description("take back what a wave has made; what people have used since is kept")
    .option("-y, --yes", "do not ask", false)
    .option("--watch", "show how far it is until it is done", false)
    .action((wave: string, options: WaveOptions) => rollback(wave, options));
}

function withPlace(command: Command): Command {
  return command
    .option("--data <dir>", "folder of the installation", ".plenum")
    .option("--language <code>", "de or en; otherwise that of the system", parseLanguage);
}

async function status(name: string | undefined, options: WaveOptions): Promise<void> {
  const language = terminalLanguage(options.language, process.env);
  if (name === undefined) {
    const { waves } = await ask(options, "GET", PATH, waveListSchema);
    const reporter = new Reporter();
    if (waves.length === 0) reporter.line(WAVE_TEXTS[language].none);
    for (const wave of waves) for (const line of waveLines(wave, language)) reporter.line(line);
    return;
  }
  show(await ask(options, "GET", pathOf(name), waveSchema), options);
  if (options.watch === true) await watch(name, options);
}

async function act(
  name: string,
  what: "start" | "pause" | "rollback",
  options: WaveOptions,
): Promise<void> {
  show(await ask(options, "POST", `${pathOf(name)}/${what}`, waveSchema), options);
  if (options.watch === true) await watch(name, options);
}

async function rollback(name: string, options: WaveOptions): Promise<void> {
  const texts = WAVE_TEXTS[terminalLanguage(options.language, process.env)];
  if (options.yes !== true) {
    if (!process.stdin.isTTY) throw new Trouble(texts.needsYes);
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question(texts.ask(name));
    terminal.close();
    if (!texts.answer.test(answer.trim())) {
      new Reporter().line(texts.nothingDone);
      return;
    }
  }
  await act(name, "rollback", options);
}

async function watch(name: string, options: WaveOptions): Promise<void> {
  const language = terminalLanguage(options.language, process.env);
  const look = (): Promise<Wave> => ask(options, "GET", pathOf(name), waveSchema);
  show(await watchWave(look, language), options);
}

function show(wave: Wave, { language }: WaveOptions): void {
  const reporter = new Reporter();
  for (const line of waveLines(wave, terminalLanguage(language, process.env))) reporter.line(line);
}

function pathOf(wave: string): string {
  if (!waveNameSchema.safeParse(wave).success) throw new Trouble(`“${wave}” names no wave.`);
  return `${PATH}/${wave}`;
}

async function ask<Answer>(
  { data }: WaveOptions,
  method: "GET" | "POST",
  path: string,
  answer: Parameters<typeof askInstallation<Answer>>[2],
): Promise<Answer> {
  const config = await readConfig(pathsOf(root, data));
  if (config === undefined) throw new Trouble(`There is no installation in ${data}.`);
  return askInstallation(config, { method, path }, answer);
}
