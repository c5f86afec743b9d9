import { spawn } from "node:child_process";
import type { Counts } from "./counts.ts";

/** One line of the summary of `./plenum test`. */
export interface GateResult {
  readonly name: string;
  readonly counts: Counts;
  readonly seconds: number;
  /** Why it failed, in a few words. */
  readonly note?: string | undefined;
}

export const PASSED: Counts = { passed: 1, failed: 0, skipped: 0 };
export const FAILED: Counts = { passed: 0, failed: 1, skipped: 0 };

/**
 * Runs a program whose output the person sees.
 * @returns its exit code; 127 if it cannot be started
 */
export function runVisibly(
  file: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<number> {
  return new Promise((settle) => {
    const child = spawn(file, [...args], {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "inherit", "inherit"],
      signal: options.signal,
      killSignal: "SIGTERM",
    });
    child.once("error", () => settle(127));
    child.once("exit", (code) => settle(code ?? 1));
  });
}

/**
 * Runs a program of which only what it complains about matters.
 * @returns its exit code, 127 if it cannot be started, and what it said to its standard error
 */
export function runSilently(
  file: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<{ readonly code: number; readonly said: string }> {
  return new Promise((settle) => {
    const child = spawn(file, [...args], { ...options, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.once("error", (error) => settle({ code: 127, said: error.message }));
    child.once("close", (code) => settle({ code: code ?? 1, said }));
  });
}

/** Program of an npm package of this workspace, e.g. `vitest`. */
export function npmProgram(root: string, name: string): string {
  return `${root}/node_modules/.bin/${name}`;
}
