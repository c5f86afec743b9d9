import { createReadStream, existsSync } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Paths } from "../installation/paths.ts";
import { Trouble } from "../terminal/trouble.ts";

/** Bytes from the end that are shown at first. */
const TAIL = 8_000;

async function show(file: string, from: number, to: number, label: string): Promise<void> {
  if (to <= from) return;
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { start: from, end: to - 1 })) {
    chunks.push(Buffer.from(chunk as Buffer));
  }
  const lines = Buffer.concat(chunks).toString("utf8").split("\n").filter(Boolean);
  for (const line of lines) process.stdout.write(`${label}${line}\n`);
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

/**
 * `./plenum logs [part] [-f]`: the end of the log of one part, or of all.
 * @param follow go on showing what is added, until Ctrl-C
 */
export async function logs(paths: Paths, part: string | undefined, follow: boolean): Promise<void> {
  const all = existsSync(paths.logs)
    ? (await readdir(paths.logs)).filter((name) => name.endsWith(".log"))
    : [];
  const names = part ? all.filter((name) => name === `${part}.log`) : all;
  if (names.length === 0) {
    const known = all.map((name) => basename(name, ".log")).join(", ");
    throw new Trouble(
      part && known
        ? `There is no log of “${part}”; there is: ${known}.`
        : "There are no logs yet.",
    );
  }
  const width = Math.max(...names.map((name) => name.length - 4));
  const label = (name: string): string =>
    names.length > 1 ? `${basename(name, ".log").padEnd(width)} | ` : "";
  const positions = new Map<string, number>();
  for (const name of names) {
    const file = join(paths.logs, name);
    const size = await sizeOf(file);
    await show(file, await lineStart(file, Math.max(0, size - TAIL)), size, label(name));
    positions.set(name, size);
  }
  if (!follow) return;
  for (;;) {
    await delay(300);
    for (const [name, position] of positions) {
      const file = join(paths.logs, name);
      const size = await sizeOf(file);
      // Smaller than before: it was rotated and begins anew.
      await show(file, size < position ? 0 : position, size, label(name));
      positions.set(name, size);
    }
  }
}

/** Position after the next line end, so that the first line shown is a whole one. */
async function lineStart(file: string, position: number): Promise<number> {
  if (position === 0) return 0;
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(TAIL), 0, TAIL, position);
    const end = buffer.subarray(0, bytesRead).indexOf(10);
    return end < 0 ? position : position + end + 1;
  } finally {
    await handle.close();
  }
}
