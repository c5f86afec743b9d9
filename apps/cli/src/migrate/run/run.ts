import {
  ledgerPageSchema,
  waveListSchema,
  waveSchema,
  type KindProgress,
  type LedgerItem,
  type Wave,
} from "@plenum/model/migration";
import type { PlannedWave } from "@plenum/skype-export";
import type { Reporter } from "../../terminal/reporter.ts";
import { Load, type LoadOptions } from "../load/load.ts";
import { numeral, plain } from "../load/said.ts";
import { LOAD_TEXTS } from "../load/texts.ts";
import { NotReadable } from "../opened.ts";
import { WAVE_TEXTS, waveLines } from "../waves/shown.ts";
import { watchWave } from "../waves/watch.ts";

const WAVES = "/api/v1/migration/waves";
/** Failed things that the screen shows. */
const SHOWN = 10;

/**
 * `./plenum migrate run`: puts a wave into the ledger, begins with it and says what came of it.
 * @returns exit code: 0 good, 1 where something was refused or has failed, 2 where nothing was begun
 */
export function run(
  where: string,
  { watch, ...options }: LoadOptions & { readonly wave: string; readonly watch: boolean },
  reporter: Reporter,
): Promise<number> {
  const { language } = options;
  return Load.of(where, options, reporter, async (load) => {
    const [wave] = load.prepared.waves;
    if (wave === undefined) throw new NotReadable([LOAD_TEXTS[language].noWaves]);
    load.ensureSomebody(wave);
    await sayEarlier(load, wave);
    const outcome = await load.send(wave);
    const refused = outcome?.refused ?? 0;
    const begun = await begin(load, wave.name);
    if (!watch) {
      for (const line of waveLines(begun, language)) reporter.line(line);
      return refused > 0 ? 1 : 0;
    }
    const path = `${WAVES}/${wave.name}`;
    const look = (): Promise<Wave> => load.client.ask({ method: "GET", path }, waveSchema);
    const end = await watchWave(look, language, reporter);
    for (const line of waveLines(end, language)) reporter.line(line);
    const failed = await sayEnd(load, end);
    return refused + failed > 0 ? 1 : 0;
  });
}

/** Starts it; where something has failed before, that is tried once more. */
async function begin({ client, options, reporter }: Load, name: string): Promise<Wave> {
  const path = `${WAVES}/${name}`;
  const texts = LOAD_TEXTS[options.language];
  const before = await client.ask({ method: "GET", path }, waveSchema);
  const again = sumOf(before, "failed") > 0;
  const act = again ? "retry" : "start";
  const begun = await client.ask({ method: "POST", path: `${path}/${act}` }, waveSchema);
  reporter.done(again ? texts.retried(name) : texts.started(name));
  return begun;
}

/** Waves before it in the rules whose people will be missing in its rooms for now. */
async function sayEarlier(load: Load, wave: PlannedWave): Promise<void> {
  const { language } = load.options;
  const { waves } = await load.client.ask({ method: "GET", path: WAVES }, waveListSchema);
  const done = new Set(waves.filter(({ state }) => state === "done").map(({ name }) => name));
  const missing = load.prepared.plan.waves.filter(
    (one) => one.at < wave.at && one.people > 0 && !done.has(one.name),
  );
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(", ");
  load.reporter.warn(LOAD_TEXTS[language].earlier(names));
}

/** @returns how many things have failed */
async function sayEnd({ client, options, reporter }: Load, wave: Wave): Promise<number> {
  const { language } = options;
  const texts = LOAD_TEXTS[language];
  const shown = (count: number): string => numeral(count, language);
  const failed = sumOf(wave, "failed");
  if (failed === 0) {
    if (wave.state === "done") {
      reporter.done(
        texts.complete(wave.name, shown(sumOf(wave, "done")), shown(sumOf(wave, "kept"))),
      );
    }
    return 0;
  }
  reporter.fail(texts.failed(wave.name, shown(failed)));
  const path = `${WAVES}/${wave.name}/items?state=failed&limit=${SHOWN}`;
  const { items } = await client.ask({ method: "GET", path }, ledgerPageSchema);
  for (const item of items) reporter.line(`  ${failureText(item, options.language)}`);
  if (failed > items.length) reporter.line(`  ${texts.more(shown(failed - items.length))}`);
  reporter.line(`  ${texts.retryHint(wave.name)}`);
  return failed;
}

function failureText(item: LedgerItem, language: LoadOptions["language"]): string {
  const { kind, key, name, problem } = item;
  const words = problem && (LOAD_TEXTS[language].problemWords[problem] ?? problem);
  const what = `${WAVE_TEXTS[language].kinds[kind]}: ${plain(name ?? key)}`;
  return words === undefined ? what : `${what}: ${words}`;
}

function sumOf({ kinds }: Wave, of: Exclude<keyof KindProgress, "kind">): number {
  return kinds.reduce((sum, kind) => sum + kind[of], 0);
}
