import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kilobytesOf } from "../../apps/cli/src/supervisor/process-memory.ts";
import {
  chatOf,
  FolderSpill,
  openExport,
  reportSchema,
  sourcesOf,
} from "../../packages/skype-export/src/index.ts";
import { MigrationDesk } from "../../apps/appservice/src/testing/migration.ts";
import { Stack } from "../../apps/appservice/src/testing/stack.ts";
import type { Bench, BenchContext, Figure } from "../src/figure.ts";
import { withInstallation } from "../src/installation.ts";
import { accountFigures } from "./accounts.ts";
import { killFigures } from "./kills.ts";
import { writeExport, type ExportSize } from "./export.ts";

const PEOPLE = Number(process.env["PLENUM_BENCH_PEOPLE"] ?? 70_000);
const SIZE: ExportSize = {
  people: PEOPLE,
  contacts: 40,
  chatLines: Math.round((PEOPLE / 70) * 1000),
  chatRooms: 100,
};
/** Seconds and megabytes. */
const AIM = { seconds: 60, megabytes: 512 };
/** Milliseconds between two looks at the memory; its peak is kept by the kernel. */
const LOOK = 100;

/** The dry run of a large export, in a process of its own as an administrator starts it, and waves. */
export const migrateBench: Bench = {
  name: "migrate",
  describe:
    "Off Skype for Business: check of 70,000 people and a million chat lines; waves beside the bare API, and killed",
  run: async (context) => [...(await checkFigures(context)), ...(await waveFigures(context))],
};

/** Waves of an installation: beside the homeserver's own, and with processes that are killed. */
function waveFigures(context: BenchContext): Promise<Figure[]> {
  return withInstallation(context, async (config) => {
    const stack = Stack.of(config);
    return [
      ...(await accountFigures(await MigrationDesk.open(stack), context)),
      ...(await killFigures(await MigrationDesk.open(stack), context)),
    ];
  });
}

async function checkFigures({ root, log }: BenchContext): Promise<Figure[]> {
  const place = await mkdtemp(join(tmpdir(), "plenum-bench-migrate-"));
  try {
    const folder = join(place, "export");
    log(`migrate: writing an export of ${PEOPLE} people`);
    await writeExport(folder, SIZE);
    log("migrate: checking it");
    const report = join(place, "report");
    const { seconds, megabytes } = await checkedIn(root, folder, report);
    const told = reportSchema.parse(
      JSON.parse(await readFile(join(report, "report.json"), "utf8")),
    );
    if (told.totals.ok !== PEOPLE || told.counts["messages"] !== SIZE.chatLines) {
      throw new Error(
        `The check has lost something: ${JSON.stringify([told.totals, told.counts])}`,
      );
    }
    log("migrate: reading the chat");
    const lines = await chatLinesPerSecond(folder);
    return [
      figure(`check of ${PEOPLE} people × ${SIZE.contacts} contacts`, seconds, "s", AIM.seconds),
      figure("memory of the check, at its peak", megabytes, "MB", AIM.megabytes),
      figure(`chat lines read in their order, of ${SIZE.chatLines}`, lines, "1/s"),
    ];
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** @throws where it ends with anything but 0 */
async function checkedIn(
  root: string,
  folder: string,
  report: string,
): Promise<{ readonly seconds: number; readonly megabytes: number }> {
  const start = performance.now();
  const child = spawn(join(root, "plenum"), ["migrate", "check", folder, "--report", report], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  let peak = 0;
  const look = async (): Promise<void> => {
    const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
    peak = Math.max(peak, kilobytesOf(status, "VmHWM"));
  };
  const timer = setInterval(() => void look(), LOOK);
  const [code] = (await once(child, "exit")) as [number | null];
  const seconds = (performance.now() - start) / 1000;
  clearInterval(timer);
  if (code !== 0) throw new Error(`The check ended with ${code}`);
  return { seconds, megabytes: peak / 1024 };
}

const silently = (): void => undefined;

async function chatLinesPerSecond(where: string): Promise<number> {
  const folder = await openExport(where, silently);
  const spill = new FolderSpill();
  try {
    const start = performance.now();
    const sources = sourcesOf(folder.files, silently);
    const chat = await chatOf(sources, folder.files, (file) => file.open(), { spill }, silently);
    let lines = 0;
    for await (const _ of chat?.messages() ?? []) lines += 1;
    return (lines / (performance.now() - start)) * 1000;
  } finally {
    folder.close();
    await spill.close();
  }
}

function figure(name: string, value: number, unit: string, atMost?: number): Figure {
  const rounded = Math.round(value * 10) / 10;
  return {
    bench: "migrate",
    figure: name,
    value: rounded,
    unit,
    ...(atMost === undefined ? {} : { aim: { atMost } }),
    spread: [rounded, rounded],
    n: 1,
  };
}
