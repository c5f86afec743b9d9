import { resolve } from "node:path";
import {
  MAIL_STAGES,
  mailStageSchema,
  sendMailsResponseSchema,
  waveMailsSchema,
  waveNameSchema,
  type MailStage,
} from "@plenum/model/migration";
import { InvalidArgumentError, type Command } from "commander";
import { readConfig } from "../../installation/config.ts";
import { pathsOf, type Paths } from "../../installation/paths.ts";
import { Reporter } from "../../terminal/reporter.ts";
import { Trouble } from "../../terminal/trouble.ts";
import { askInstallation } from "./installation-api.ts";
import { mailStatusText, mailsText } from "./shown.ts";
import { mailTemplate } from "./templates.ts";

const root = process.env["PLENUM_ROOT"] ?? process.cwd();

interface MailsOptions {
  readonly data: string;
  readonly stage?: MailStage;
  readonly language: "de" | "en";
  readonly contact?: string;
  readonly templates?: string;
  readonly send: boolean;
}

/** `./plenum migrate mails`: shows what the people of a wave are told, and sends it. */
export function registerMails(migrate: Command): void {
  migrate
    .command("mails <wave>")
    .description("show the mails to the people of a wave; with --send, send them")
    .option("--data <dir>", "folder of the installation", ".plenum")
    .option("--stage <name>", `${MAIL_STAGES.join(", ")}; without it, how far all are`, parseStage)
    .option("--language <code>", "language of the mails: de or en", parseMailLanguage, "de")
    .option("--contact <words>", "whom people may ask, e.g. “IT-Auskunft, Telefon 4711”")
    .option("--templates <folder>", "your own texts; where one is missing ours is taken")
    .option("--send", "send them: one for each person and stage, however often", false)
    .action((wave: string, options: MailsOptions) =>
      mails(wave, options, pathsOf(root, options.data), new Reporter()),
    );
}

async function mails(
  wave: string,
  options: MailsOptions,
  paths: Paths,
  reporter: Reporter,
): Promise<void> {
  if (!waveNameSchema.safeParse(wave).success) throw new Trouble(`“${wave}” names no wave.`);
  const config = await readConfig(paths);
  if (config === undefined) throw new Trouble(`There is no installation in ${options.data}.`);
  const path = `/api/v1/migration/waves/${wave}/mails`;
  const { stage, language, contact, templates, send } = options;
  if (stage === undefined) {
    const answer = await askInstallation(config, { method: "GET", path }, waveMailsSchema);
    reporter.line(mailStatusText(answer));
    return;
  }
  if (contact === undefined) throw new Trouble("Say with --contact whom people may ask.");
  const folder = templates === undefined ? undefined : resolve(templates);
  const template = await mailTemplate(stage, language, folder);
  const body = { stage, language, template, contact, send };
  const question = { method: "POST", path, body } as const;
  const answer = await askInstallation(config, question, sendMailsResponseSchema);
  reporter.line(mailsText(answer, { stage, sent: send }));
}

function parseStage(text: string): MailStage {
  const stage = mailStageSchema.safeParse(text);
  if (stage.success) return stage.data;
  throw new InvalidArgumentError(`One of ${MAIL_STAGES.join(", ")}.`);
}

function parseMailLanguage(text: string): "de" | "en" {
  if (text === "de" || text === "en") return text;
  throw new InvalidArgumentError("Either de or en.");
}
