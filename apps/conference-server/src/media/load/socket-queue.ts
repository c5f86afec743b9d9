import { readFileSync } from "node:fs";

/** Column of a line of `/proc/net/udp` (proc(5)): the local address and port, in hexadecimal. */
const LOCAL = 1;
/** And what waits, to be sent and to be read, in bytes with all that the kernel needs around them. */
const QUEUES = 4;

/**
 * How much waits to be read from a UDP port.
 *
 * @param table text of `/proc/net/udp` or `/proc/net/udp6`
 * @returns bytes, as the kernel counts them
 */
export function waitingAt(port: number, table: string): number {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  let bytes = 0;
  for (const line of table.split("\n").slice(1)) {
    const columns = line.trim().split(/\s+/);
    if (columns[LOCAL]?.endsWith(wanted) !== true) continue;
    const waiting = Number.parseInt(columns[QUEUES]?.split(":")[1] ?? "", 16);
    if (Number.isFinite(waiting)) bytes += waiting;
  }
  return bytes;
}

/** The same for this machine; 0 where that is not to be known. */
export function waitingInSocket(port: number): number {
  let bytes = 0;
  for (const file of ["/proc/self/net/udp", "/proc/self/net/udp6"]) {
    try {
      bytes += waitingAt(port, readFileSync(file, "latin1"));
    } catch {
      // Not Linux, or no IPv6.
    }
  }
  return bytes;
}
