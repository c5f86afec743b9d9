import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import {
  decodeText,
  describeFinding,
  domainsIn,
  exampleRules,
  openExport,
  readRules,
  sourcesOf,
  type ExportFolder,
  type Finding,
  type Language,
  type MigrationRules,
} from "@plenum/skype-export";
import { messageOf } from "../terminal/trouble.ts";
import { MIGRATE_TEXTS } from "./texts.ts";

/** Could not begin: what was given cannot be read. Exit code 2, like a check that was stopped. */
export class NotReadable extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "NotReadable";
  }
}

/** Longest file of rules or list of people, in bytes. */
const LONGEST = 16 * 1024 * 1024;

export interface OpenedExport {
  readonly folder: ExportFolder;
  readonly findings: readonly Finding[];
}

/** @throws NotReadable where there is no export at all */
export async function openedExport(where: string, language: Language): Promise<OpenedExport> {
  const findings: Finding[] = [];
  const folder = await openExport(where, (finding) => findings.push(finding));
  if (folder.files.every(({ kind }) => kind === "other")) {
    const stop = findings.find(({ severity }) => severity === "stop");
    if (stop) {
      folder.close();
      throw new NotReadable([describeFinding(stop, language)]);
    }
  }
  return { folder, findings };
}

export interface ChosenRules {
  readonly rules: MigrationRules;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** Text of an example, where no file was given. */
  readonly example?: string;
}

/**
 * The rules of a file, with the lists that it names; without a file those of the export's domains.
 * @throws NotReadable with every mistake and its line
 */
export async function chosenRules(
  folder: ExportFolder,
  file: string | undefined,
  language: Language,
): Promise<ChosenRules> {
  if (file === undefined) {
    const example = exampleRules(await exportDomains(folder));
    const { rules, findings } = readRules(example);
    if (!rules)
      throw new NotReadable(findings.map((finding) => describeFinding(finding, language)));
    return { rules, lists: new Map(), example };
  }
  const { rules, findings } = readRules(await textOf(file, language), file);
  if (!rules) throw new NotReadable(findings.map((finding) => describeFinding(finding, language)));
  const lists = new Map<string, readonly string[]>();
  for (const { list } of rules.waves) {
    if (list === undefined || lists.has(list)) continue;
    const text = await listText(resolve(dirname(file), list), language);
    if (text !== undefined)
      lists.set(
        list,
        text.split(/\r?\n/).map((line) => line.trim()),
      );
  }
  return { rules, lists };
}

/** SIP domains of people in the export. */
export function exportDomains(folder: ExportFolder): Promise<readonly string[]> {
  return domainsIn(sourcesOf(folder.files, () => undefined));
}

async function textOf(file: string, language: Language): Promise<string> {
  try {
    return await decoded(file, language);
  } catch (error) {
    if (error instanceof NotReadable) throw error;
    throw new NotReadable([MIGRATE_TEXTS[language].rulesMissing(file, messageOf(error))]);
  }
}

/** A list that is not there is a finding of the planner. */
async function listText(file: string, language: Language): Promise<string | undefined> {
  try {
    return await decoded(file, language);
  } catch (error) {
    if (error instanceof NotReadable) throw error;
    return undefined;
  }
}

async function decoded(file: string, language: Language): Promise<string> {
  const bytes = await readFile(file);
  if (bytes.byteLength > LONGEST) throw new Error("larger than 16 MB");
  const findings: Finding[] = [];
  let text = "";
  for await (const piece of decodeText(once(bytes), file, (it) => findings.push(it)).text) {
    text += piece;
  }
  if (findings.length > 0) {
    throw new NotReadable(findings.map((finding) => describeFinding(finding, language)));
  }
  return text;
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
