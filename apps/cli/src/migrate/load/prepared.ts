import {
  bytesOf,
  Gauge,
  itemPlanOf,
  sourcesOf,
  sumOf,
  surveyExport,
  waveApiName,
  type ExportFolder,
  type Finding,
  type FolderSpill,
  type ItemPlan,
  type Language,
  type PlannedWave,
} from "@plenum/skype-export";
import { contactsBeside } from "../contacts/beside.ts";
import { chosenRules, NotReadable } from "../opened.ts";
import type { ProgressLine } from "../progress-line.ts";
import { MIGRATE_TEXTS } from "../texts.ts";
import { LOAD_TEXTS } from "./texts.ts";

/** An export that was read once, and the waves that are to be sent. */
export interface Prepared {
  readonly plan: ItemPlan;
  readonly waves: readonly PlannedWave[];
  readonly gauge: Gauge;
  readonly findings: readonly Finding[];
  /** When the newest file of the export was written, milliseconds since 1970. */
  readonly exportedAt: number;
  /** The same of the chat. */
  readonly chatExportedAt: number;
}

export interface PrepareInput {
  /** The export, as somebody typed it. */
  readonly where: string;
  readonly folder: ExportFolder;
  readonly rules: string | undefined;
  readonly wave: string | undefined;
  readonly serverName: string;
  readonly spill: FolderSpill;
  readonly line: ProgressLine;
  /** What the screen calls what goes on at the moment; undefined for the names of the steps. */
  readonly label: () => string | undefined;
  readonly language: Language;
}

function newest(files: readonly { readonly modified: number }[]): number {
  return files.reduce((latest, { modified }) => Math.max(latest, modified), 0);
}

/** Reads an export as the check does. @throws NotReadable where there is no such wave */
export async function prepared(input: PrepareInput): Promise<Prepared> {
  const { folder, language, line, spill } = input;
  const { rules, lists } = await chosenRules(folder, input.rules, language);
  const findings: Finding[] = [];
  const tell = (finding: Finding): void => void findings.push(finding);
  const sources = sourcesOf(folder.files, tell);
  const chosen = rules.waves.filter(
    ({ name }) => input.wave === undefined || waveApiName(name) === waveApiName(input.wave),
  );
  const names = rules.waves.map(({ name }) => waveApiName(name)).join(", ");
  const texts = LOAD_TEXTS[language];
  if (rules.waves.length === 0) throw new NotReadable([texts.noWaves]);
  if (chosen.length === 0) throw new NotReadable([texts.noSuchWave(input.wave ?? "", names)]);
  const { chat, others } = bytesOf(sources);
  const again = sumOf([...sources.userData, ...sources.calendars]) + chat;
  const steps = MIGRATE_TEXTS[language].steps;
  const gauge = new Gauge(others + chat + chosen.length * again, (step, done, total) =>
    line.show(input.label() ?? steps[step], done, total),
  );
  const survey = await surveyExport(
    { folder, sources, rules, lists, spill, contactsBeside: contactsBeside(input.where) },
    gauge,
    tell,
  );
  const plan = itemPlanOf(survey, rules, input.serverName, tell);
  return {
    plan,
    waves: plan.waves.filter(({ label }) => chosen.some(({ name }) => name === label)),
    gauge,
    findings,
    exportedAt: newest(folder.files),
    chatExportedAt: newest([...sources.chatTables.values(), ...sources.compliance]),
  };
}
