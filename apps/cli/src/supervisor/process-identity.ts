import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process that cannot be mistaken for another one that got the same number later. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque: ticks since boot on Linux, the start date elsewhere. */
  readonly startTime: string;
}

/** Start time from the text of /proc/PID/stat: field 22, after a name that may hold anything. */
export function startTimeOfStat(stat: string): string | undefined {
  const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return afterName[19];
}

/** State letter of /proc/PID/stat; `Z` is a process that is dead and not yet collected. */
export function stateOfStat(stat: string): string | undefined {
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[0];
}

/** When a process was started, or undefined if there is none with this number. */
export function startTimeOf(pid: number): string | undefined {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      return stateOfStat(stat) === "Z" ? undefined : startTimeOfStat(stat);
    }
    const started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
    return started.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The identity of a running process. */
export function identify(pid: number): ProcessIdentity | undefined {
  const startTime = startTimeOf(pid);
  return startTime === undefined ? undefined : { pid, startTime };
}

/** True while this very process runs, not a later one with the same number. */
export function isRunning(identity: ProcessIdentity, lookUp = startTimeOf): boolean {
  return lookUp(identity.pid) === identity.startTime;
}
