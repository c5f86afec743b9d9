import { resolve } from "node:path";
import type { Language } from "@plenum/skype-export";
import type { Command } from "commander";
import { pathsOf } from "../../installation/paths.ts";
import { Reporter } from "../../terminal/reporter.ts";
import { finish } from "../finish.ts";
import { parseLanguage, terminalLanguage } from "../language.ts";

interface Wishes {
  readonly rules?: string;
  readonly data: string;
  readonly incomplete: boolean;
  readonly language?: Language;
}

const root = process.env["PLENUM_ROOT"] ?? process.cwd();

/** `./plenum migrate load | run`: fills the waves of an installation. */
export function registerLoad(migrate: Command): void {
  withWishes(migrate.command("load <export>"))
    .description("put one wave, or all of them, into the ledger; nothing is made yet")
    .option("--wave <name>", "one wave of the rules")
    .option("--to <file>", "write it into a file instead; never over one")
    .action(async (where: string, options: Wishes & { wave?: string; to?: string }) => {
      const { load } = await import("./command.ts");
      const to = options.to === undefined ? undefined : resolve(options.to);
      const wishes = { ...common(options), wave: options.wave, to };
      await finish(() => load(resolve(where), wishes, new Reporter()));
    });

  withWishes(migrate.command("run <export>"))
    .description("put a wave into the ledger and make everything in it")
    .requiredOption("--wave <name>", "wave of the rules")
    .option("--no-watch", "begin, and do not wait for the end")
    .action(async (where: string, options: Wishes & { wave: string; watch: boolean }) => {
      const { run } = await import("../run/run.ts");
      const wishes = { ...common(options), wave: options.wave, watch: options.watch };
      await finish(() => run(resolve(where), wishes, new Reporter()));
    });
}

function withWishes(command: Command): Command {
  return command
    .option("--rules <file>", "migration.yaml; without it, rules made from the export's domains")
    .option("--data <dir>", "folder of the installation", ".plenum")
    .option("--incomplete", "go on where not everything could be read", false)
    .option("--language <code>", "de or en; otherwise that of the system", parseLanguage);
}

function common({ rules, data, incomplete, language }: Wishes) {
  return {
    rules: rules === undefined ? undefined : resolve(rules),
    paths: pathsOf(root, data),
    incomplete,
    language: terminalLanguage(language, process.env),
  };
}
