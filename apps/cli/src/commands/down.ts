import type { Paths } from "../installation/paths.ts";
import { isRunning } from "../supervisor/process-identity.ts";
import {
  leftovers,
  readRunFile,
  removeRunFile,
  stopProcesses,
  waitUntilGone,
} from "../supervisor/run-file.ts";
import { Reporter } from "../terminal/reporter.ts";
import { Trouble } from "../terminal/trouble.ts";

/** Milliseconds that a supervisor gets to stop all its parts. */
const STOP_TIMEOUT = 60_000;

/** `./plenum down`: stops an installation, also one that is just starting or was left by a killed launcher. */
export async function down(paths: Paths, reporter = new Reporter()): Promise<void> {
  const file = await readRunFile(paths.processes);
  if (!file) {
    reporter.line("Nothing runs here.");
    return;
  }
  if (isRunning(file.supervisor)) {
    process.kill(file.supervisor.pid, "SIGTERM");
    if (!(await waitUntilGone(file.supervisor, STOP_TIMEOUT))) {
      throw new Trouble(
        `The launcher (process ${file.supervisor.pid}) does not stop; look into ${paths.logs} or end it with: kill -9 ${file.supervisor.pid}`,
      );
    }
  }
  await stopProcesses(leftovers(file));
  await removeRunFile(paths.processes);
  reporter.line("Stopped.");
}
