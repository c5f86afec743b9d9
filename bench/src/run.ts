import { readdir, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Bench, Figure } from "./figure.ts";
import { figureTable } from "./figure-table.ts";

const folder = resolve(dirname(fileURLToPath(import.meta.url)), "..");

function isBench(value: unknown): value is Bench {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    "describe" in value &&
    "run" in value
  );
}

/** Every folder with an `index.ts` that exports a benchmark. */
async function allBenches(): Promise<Bench[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: Bench[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = join(folder, entry.name, "index.ts");
    if (!entry.isDirectory() || entry.name === "src" || !existsSync(file)) continue;
    const module: unknown = await import(pathToFileURL(file).href);
    if (typeof module !== "object" || module === null) continue;
    found.push(...Object.values(module).filter(isBench));
  }
  return found;
}

function say(line: string): void {
  process.stdout.write(`… ${line}\n`);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "string" } },
  });
  const benches = await allBenches();
  if (positionals.length === 0) {
    for (const { name, describe } of benches) {
      process.stdout.write(`${name.padEnd(12)} ${describe}\n`);
    }
    return 0;
  }
  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    const known = benches.map(({ name }) => name).join(", ");
    process.stderr.write(
      `plenum: There is no benchmark “${unknown.join(", ")}”; there is: ${known}.\n`,
    );
    return 1;
  }
  const figures: Figure[] = [];
  let failed = 0;
  for (const name of positionals) {
    const bench = benches.find((it) => it.name === name);
    if (!bench) continue;
    try {
      figures.push(...(await bench.run({ root: resolve(folder, ".."), log: say })));
    } catch (error) {
      failed += 1;
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`✗ ${name}: ${message}\n`);
    }
  }
  process.stdout.write(`\n${figureTable(figures).join("\n")}\n`);
  if (values.json) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  return failed === 0 ? 0 : 1;
}

process.exit(await main());
