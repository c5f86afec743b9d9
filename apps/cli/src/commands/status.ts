import type { Paths } from "../installation/paths.ts";
import { isRunning } from "../supervisor/process-identity.ts";
import { readRunFile } from "../supervisor/run-file.ts";
import { processTree, proportionalMemory } from "../supervisor/process-memory.ts";
import { Reporter } from "../terminal/reporter.ts";
import { table } from "../terminal/table.ts";

/** `./plenum status`: what runs, since when it was restarted how often, and what it takes. */
export async function status(paths: Paths, reporter = new Reporter()): Promise<void> {
  const file = await readRunFile(paths.processes);
  if (!file || !isRunning(file.supervisor)) {
    reporter.line("Plenum does not run here; start it with ./plenum up.");
    process.exitCode = 1;
    return;
  }
  reporter.line(`${file.url}  ${file.ready ? "ready" : "starting"}`);
  const rows = await Promise.all(
    file.parts.map(async (part) => {
      const pids = part.identity ? await processTree(part.identity.pid) : [];
      const memory = await proportionalMemory(pids);
      return [
        part.title,
        part.state,
        part.identity ? String(part.identity.pid) : "–",
        String(part.restarts),
        megabytes(memory),
      ];
    }),
  );
  const own = await proportionalMemory([file.supervisor.pid]);
  rows.push(["Launcher", "running", String(file.supervisor.pid), "0", megabytes(own)]);
  for (const line of table(["Part", "State", "Process", "Restarts", "Memory"], rows)) {
    reporter.line(line);
  }
}

function megabytes(bytes: number): string {
  return bytes === 0 ? "–" : `${Math.round(bytes / 1e6)} MB`;
}
