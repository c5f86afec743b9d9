import { migrationItemSchema, type MigrationItemInput } from "@plenum/model/migration";
import { Gauge } from "../check/gauge.ts";
import { sourcesOf } from "../check/sources.ts";
import { surveyExport } from "../check/survey.ts";
import type { Spill } from "../chat/spill.ts";
import { kindByName, kindByRoot } from "../folder/kinds.ts";
import type { ExportFile } from "../folder/open.ts";
import { itemPlanOf, type ItemPlan } from "../items/item-plan.ts";
import type { WaveItemsInput } from "../items/wave-input.ts";
import { waveItems } from "../items/wave-items.ts";
import { readRules } from "../rules/rules.ts";
import { rootOf } from "../xml/read.ts";
import type { TestExport } from "./export-files.ts";
import { all, ear, inPieces } from "./pieces.ts";

const noFile: WaveItemsInput["keepFile"] = async () => undefined;

const nowhere: Spill = {
  put: async (lines) => {
    const kept = [...lines];
    return async function* back() {
      yield* kept;
    };
  },
};

export async function filesOf(contents: TestExport, modified = 1_700_000_000_000) {
  const files: ExportFile[] = [];
  for (const [name, content] of Object.entries(contents)) {
    const open = () => inPieces(content, 4096);
    const byName = kindByName(name);
    const kind = byName === "xml" ? (kindByRoot(await rootOf(open())) ?? "other") : byName;
    files.push({ name, bytes: content.length, kind, modified, open });
  }
  return files;
}

/** What a move makes of an export: its plan, and the items of each wave. */
export async function moveOf(
  contents: TestExport,
  written: string,
  serverName = "land.example",
): Promise<{
  readonly plan: ItemPlan;
  readonly heard: ReturnType<typeof ear>;
  /** @param wave as the server calls it */
  readonly items: (
    wave: string,
    more?: Partial<WaveItemsInput>,
  ) => Promise<readonly MigrationItemInput[]>;
}> {
  const { rules, findings } = readRules(written);
  if (!rules) throw new Error(JSON.stringify(findings));
  const files = await filesOf(contents);
  const heard = ear();
  const sources = sourcesOf(files, heard.tell);
  const gauge = new Gauge(1, undefined);
  const folder = { files, close: () => undefined };
  const survey = await surveyExport({ folder, sources, rules, spill: nowhere }, gauge, heard.tell);
  const plan = itemPlanOf(survey, rules, serverName, heard.tell);
  return {
    plan,
    heard,
    items: async (name, more = {}) => {
      const wave = plan.waves.find((one) => one.name === name);
      if (!wave) throw new Error(`There is no wave ${name}`);
      const input = { plan, wave, files, gauge, tell: heard.tell, keepFile: noFile, ...more };
      return all(waveItems(input));
    },
  };
}

/** Fails where the server would refuse an item. */
export function checked(items: readonly MigrationItemInput[]): readonly MigrationItemInput[] {
  for (const item of items) {
    const read = migrationItemSchema.safeParse(item);
    if (!read.success) throw new Error(`${JSON.stringify(item)}: ${read.error.message}`);
  }
  return items;
}
