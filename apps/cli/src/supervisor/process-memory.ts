import { execFileSync } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";

/** Parent of a process from the text of /proc/PID/stat. */
function parentOfStat(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

async function parents(): Promise<Map<number, number>> {
  const result = new Map<number, number>();
  if (process.platform !== "linux") {
    const lines = execFileSync("ps", ["-Ao", "pid=,ppid="], { encoding: "utf8" }).split("\n");
    for (const line of lines) {
      const [pid, parent] = line.trim().split(/\s+/).map(Number);
      if (pid !== undefined && parent !== undefined) result.set(pid, parent);
    }
    return result;
  }
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  for (const name of names) {
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => undefined);
    if (stat !== undefined) result.set(Number(name), parentOfStat(stat));
  }
  return result;
}

/** A process and everything it started, and what that started. */
export async function processTree(root: number): Promise<number[]> {
  const parentOf = await parents();
  const found = [root];
  for (const pid of found) {
    for (const [child, parent] of parentOf) if (parent === pid) found.push(child);
  }
  return found;
}

/** Kilobytes of one line of a /proc file, e.g. `Pss:      1234 kB`. */
export function kilobytesOf(text: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0);
}

/**
 * Memory of processes in bytes, shared pages counted once among those that share them (PSS).
 * Where the system does not tell that, resident memory; 0 for processes that are gone.
 */
export async function proportionalMemory(pids: readonly number[]): Promise<number> {
  let total = 0;
  for (const pid of pids) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
    const status = rollup ? "" : await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    total += rollup ? kilobytesOf(rollup, "Pss") : kilobytesOf(status, "VmRSS");
  }
  return total * 1024;
}
