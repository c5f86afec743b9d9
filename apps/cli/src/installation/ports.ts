import { createSocket } from "node:dgram";
import { readFile, readdir, readlink } from "node:fs/promises";
import { createServer } from "node:net";
import { type InstallationConfig, relayedPort } from "@plenum/model";
import { Trouble } from "../terminal/trouble.ts";

export type PortName = keyof InstallationConfig["ports"];
export const DEFAULT_BASE_PORT = 8080;
const EVERYWHERE = "0.0.0.0";

/** Six ports in a row. @param base port of the origin, 1…65530 */
export function planPorts(base: number): InstallationConfig["ports"] {
  if (!Number.isInteger(base) || base < 1 || base > 65530) {
    throw new Trouble(`--port wants a whole number between 1 and 65530; ${base} is none.`);
  }
  return {
    origin: base,
    synapse: base + 1,
    appservice: base + 2,
    conference: base + 3,
    postgres: base + 4,
    media: base + 5,
  };
}

/** Sockets that listen on a port, as inode numbers, from the text of /proc/net/tcp or udp. */
export function inodesListening(table: string, port: number, protocol: "tcp" | "udp"): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, "0");
  const listening = protocol === "tcp" ? "0A" : "07";
  return table
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((cells) => cells[1]?.endsWith(`:${wanted}`) && cells[3] === listening)
    .map((cells) => cells[9] ?? "");
}

/** Name and pid of the process that listens, where the system tells (Linux, own processes or root). */
async function ownerOf(port: number, protocol: "tcp" | "udp"): Promise<string | undefined> {
  if (process.platform !== "linux") return undefined;
  const tables = await Promise.all(
    [protocol, `${protocol}6`].map((name) => readFile(`/proc/net/${name}`, "utf8").catch(() => "")),
  );
  const links = new Set(
    tables
      .flatMap((table) => inodesListening(table, port, protocol))
      .map((inode) => `socket:[${inode}]`),
  );
  if (links.size === 0) return undefined;
  for (const pid of await readdir("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const handle of handles) {
      const target = await readlink(`/proc/${pid}/fd/${handle}`).catch(() => "");
      if (!links.has(target)) continue;
      const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
      return `${name.trim() || "a process"}, process ${pid}`;
    }
  }
  return undefined;
}

/** True when nothing listens there. @param host address to bind */
export async function isFree(
  port: number,
  protocol: "tcp" | "udp",
  host: string,
): Promise<boolean> {
  return new Promise((settle) => {
    if (protocol === "udp") {
      const socket = createSocket("udp4");
      socket.once("error", () => settle(false));
      socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => settle(true)));
      return;
    }
    const server = createServer();
    server.once("error", () => settle(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => settle(true)));
  });
}

export interface BusyPort {
  readonly name: PortName | "turn" | "relayed media";
  readonly port: number;
  readonly protocol: "tcp" | "udp";
  /** e.g. `nginx, process 812` */
  readonly owner?: string | undefined;
}

/** The ports of an installation on which something else listens already. */
export async function busyPorts(
  config: Pick<InstallationConfig, "ports" | "listenHost"> & {
    readonly conference?: Pick<InstallationConfig["conference"], "turn">;
  },
): Promise<BusyPort[]> {
  const names: PortName[] = ["origin", "synapse", "appservice", "conference", "postgres", "media"];
  const hosts: Partial<Record<PortName, string>> = { origin: config.listenHost, media: EVERYWHERE };
  const busy: BusyPort[] = [];
  for (const name of names) {
    const port = config.ports[name];
    const protocol = name === "media" ? "udp" : "tcp";
    const host = hosts[name] ?? "127.0.0.1";
    if (await isFree(port, protocol, host)) continue;
    busy.push({ name, port, protocol, owner: await ownerOf(port, protocol) });
  }
  const turn = config.conference?.turn?.own;
  for (const port of turn ? [turn.port, turn.tlsPort] : []) {
    if (port === undefined || (await isFree(port, "tcp", config.listenHost))) continue;
    busy.push({ name: "turn", port, protocol: "tcp", owner: await ownerOf(port, "tcp") });
  }
  const relayed = relayedPort({ ports: config.ports, conference: config.conference ?? {} });
  if (relayed !== undefined && !(await isFree(relayed, "udp", EVERYWHERE))) {
    const owner = await ownerOf(relayed, "udp");
    busy.push({ name: "relayed media", port: relayed, protocol: "udp", owner });
  }
  return busy;
}

/** The sentence for a busy port. */
export function busySentence(busy: BusyPort, base: number): string {
  const by = busy.owner ? ` by ${busy.owner}` : "";
  const suggestion = base + 20 <= 65530 ? base + 20 : DEFAULT_BASE_PORT;
  return `Port ${busy.port} (${busy.protocol.toUpperCase()}, ${busy.name}) is in use${by}; stop that program or start with other ports, for example --port ${suggestion}.`;
}
