import { rm } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { type Paths, instanceEntries } from "../installation/paths.ts";
import { isRunning } from "../supervisor/process-identity.ts";
import { readRunFile } from "../supervisor/run-file.ts";
import { Reporter } from "../terminal/reporter.ts";
import { Trouble } from "../terminal/trouble.ts";
import { down } from "./down.ts";

/**
 * `./plenum reset`: removes an installation with all its messages, files and secrets. What is
 * installed and built stays.
 * @param yes do not ask
 */
export async function reset(paths: Paths, yes: boolean): Promise<void> {
  const reporter = new Reporter();
  if (!yes) {
    if (!process.stdin.isTTY) {
      throw new Trouble(
        "reset removes all messages and files; to do that without a question: --yes.",
      );
    }
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question(
      `Remove the installation in ${paths.data} with all messages, files and accounts? [y/N] `,
    );
    terminal.close();
    if (!/^y(es)?$/i.test(answer.trim())) {
      reporter.line("Nothing was removed.");
      return;
    }
  }
  const file = await readRunFile(paths.processes);
  if (file) {
    if (isRunning(file.supervisor)) reporter.line("Stopping it first …");
    await down(paths, reporter);
  }
  for (const entry of instanceEntries(paths)) await rm(entry, { recursive: true, force: true });
  reporter.line(`Removed: ${paths.data}`);
}
