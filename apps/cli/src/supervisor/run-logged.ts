import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/**
 * Runs a program to its end, its output appended to a file. `signal` ends it early.
 * @returns its exit code; 127 if it cannot be started
 */
export async function runLogged(
  file: string,
  args: readonly string[],
  options: { log: string; cwd?: string; env?: NodeJS.ProcessEnv; signal?: AbortSignal | undefined },
): Promise<number> {
  const log = openSync(options.log, "a");
  try {
    return await new Promise((settle) => {
      const child = spawn(file, [...args], {
        stdio: ["ignore", log, log],
        cwd: options.cwd,
        env: options.env ?? process.env,
        signal: options.signal,
      });
      child.once("error", () => settle(127));
      child.once("exit", (code, signal) => settle(code ?? (signal ? 128 : 1)));
    });
  } finally {
    closeSync(log);
  }
}
