import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readMailTemplate, templateProblemText, type MailStage } from "@plenum/model/migration";
import { Trouble } from "../../terminal/trouble.ts";

/** The command line runs as one file that lies elsewhere; the templates stay where they can be read. */
const OWN = join(
  process.env["PLENUM_ROOT"] ?? process.cwd(),
  "apps/cli/src/migrate/mails/templates",
);

/**
 * The template of a stage: the agency's file of that name where its folder has one, otherwise ours.
 * @param folder of the agency's own templates
 * @throws Trouble that names file, line and mistake
 */
export async function mailTemplate(
  stage: MailStage,
  language: "de" | "en",
  folder?: string,
): Promise<string> {
  const name = `${stage}.${language}.txt`;
  const own = folder === undefined ? undefined : await fileOrNothing(join(folder, name));
  const text = own ?? (await readFile(join(OWN, name), "utf8"));
  const read = readMailTemplate(text);
  if ("subject" in read) return text;
  const problems = read.map((each) => `${name}: ${templateProblemText(each, language)}`);
  throw new Trouble(problems.join("\n"));
}

async function fileOrNothing(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
