import { resolve } from "node:path";
import type { Language } from "@plenum/skype-export";
import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import { Reporter } from "../terminal/reporter.ts";
import { finish } from "./finish.ts";
import { parseLanguage, terminalLanguage } from "./language.ts";
import { registerLoad } from "./load/register.ts";
import { registerMails } from "./mails/register.ts";
import { registerOffline } from "./offline/register.ts";
import { registerWaves } from "./waves/register.ts";

interface LanguageOption {
  readonly language?: Language;
}

function count(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError("A whole number is wanted.");
  return Number(text);
}

function withLanguage(command: Command): Command {
  return command.option(
    "--language <code>",
    "de or en; otherwise that of the system",
    parseLanguage,
  );
}

function languageOf({ language }: LanguageOption): Language {
  return terminalLanguage(language, process.env);
}

const file = (name: string | undefined): string | undefined =>
  name === undefined ? undefined : resolve(name);

/** `./plenum migrate`: the move off Skype for Business. Loaded only when it is asked for. */
export function registerMigrate(program: Command): void {
  const migrate = program
    .command("migrate")
    .description(
      "move off Skype for Business: check an export, make the rules, look at the plan, run the waves",
    );

  withLanguage(migrate.command("check <export>"))
    .description("say what a move would make of an export; changes nothing")
    .option("--rules <file>", "migration.yaml; without it, rules made from the export's domains")
    .option("--report <folder>", "folder for the report", "migration-report")
    .option(
      "--homeserver <where>",
      "look which accounts exist: folder of an installation or an address; PLENUM_HOMESERVER_TOKEN is an administrator's access token",
    )
    .option("--retention-days <n>", "days after which the homeserver removes messages", count)
    .action(
      async (
        where: string,
        options: LanguageOption & {
          rules?: string;
          report: string;
          homeserver?: string;
          retentionDays?: number;
        },
      ) => {
        const { check } = await import("./check.ts");
        const wishes = {
          rules: file(options.rules),
          report: resolve(options.report),
          homeserver: options.homeserver,
          retentionDays: options.retentionDays,
          language: languageOf(options),
        };
        await finish(() => check(resolve(where), wishes, new Reporter()));
      },
    );

  withLanguage(migrate.command("rules <export>"))
    .description("write commented rules for the domains of an export")
    .option("--output <file>", "file to write; never overwritten", "migration.yaml")
    .action(async (where: string, options: LanguageOption & { output: string }) => {
      const { rules } = await import("./rules.ts");
      const output = resolve(options.output);
      const language = languageOf(options);
      await finish(() => rules(resolve(where), { output, language }, new Reporter()));
    });

  withLanguage(migrate.command("preview <export>"))
    .description("show who would get which id, and everything that collides")
    .option("--rules <file>", "migration.yaml; without it, rules made from the export's domains")
    .option("--first <n>", "people to show", count, 20)
    .action(async (where: string, options: LanguageOption & { rules?: string; first: number }) => {
      const { preview } = await import("./preview.ts");
      const wishes = {
        rules: file(options.rules),
        first: options.first,
        language: languageOf(options),
      };
      await finish(() => preview(resolve(where), wishes, new Reporter()));
    });
  registerLoad(migrate);
  registerWaves(migrate);
  registerMails(migrate);
  registerOffline(migrate);
}
