import { spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { statfs } from "node:fs/promises";
import { freemem } from "node:os";
import { findGit, findPython } from "../../bootstrap/prerequisites.mjs";
import type { Paths } from "../installation/paths.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

const GIGABYTE = 1e9;

/** Prerequisites, space and clock of the machine. */
export async function machineFindings(paths: Paths): Promise<Finding[]> {
  return [
    nodeFinding(process.versions.node),
    npmFinding(),
    pythonFinding(),
    gitFinding(),
    userFinding(),
    await diskFinding(paths.root),
    memoryFinding(availableMemory()),
    timeZoneFinding(),
    await udpFinding(),
  ];
}

/** Node 20.19 and later 20, or 22 and later. */
export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major >= 22 || (major === 20 && minor >= 19)
    ? ok("Node.js", version)
    : fail("Node.js", version, "Install Node.js 22, or 20.19 and later.");
}

function npmFinding(): Finding {
  const result = spawnSync("npm", ["--version"], { encoding: "utf8" });
  return result.status === 0
    ? ok("npm", result.stdout.trim())
    : fail("npm", "missing", "Install npm (it comes with Node.js; Debian: apt install npm).");
}

function pythonFinding(): Finding {
  const python = findPython();
  return python.problem === undefined
    ? ok("Python with venv", `${python.version} (${python.command})`)
    : fail("Python with venv", "not usable", python.problem);
}

function gitFinding(): Finding {
  const git = findGit();
  return git.problem === undefined ? ok("git", git.version) : fail("git", "missing", git.problem);
}

/** PostgreSQL does not run as root; root needs user namespaces instead. */
function userFinding(): Finding {
  if (process.getuid?.() !== 0) return ok("User", "an ordinary one");
  const attempt = spawnSync("unshare", ["--user", "--map-user=1000", "--map-group=1000", "true"]);
  return attempt.status === 0
    ? ok("User", "root, with user namespaces for PostgreSQL")
    : fail("User", "root, without user namespaces", "Start ./plenum as an ordinary user.");
}

async function diskFinding(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const text = `${(free / GIGABYTE).toFixed(1)} GB free`;
  if (free < GIGABYTE) return fail("Disk", text, "Make room: at least 3 GB are needed.");
  if (free < 3 * GIGABYTE) return warn("Disk", text, "Make room: 3 GB and more are comfortable.");
  return ok("Disk", text);
}

/** `freemem` counts what the system could take back from caches as used on some systems. */
function availableMemory(): number {
  return process.availableMemory?.() ?? freemem();
}

function memoryFinding(available: number): Finding {
  const text = `${(available / GIGABYTE).toFixed(1)} GB available`;
  return available < GIGABYTE
    ? warn("Memory", text, "Close other programs: everything together wants about 1 GB.")
    : ok("Memory", text);
}

/** Meetings need the rules of time zones: an outdated or cut-down ICU lacks them. */
function timeZoneFinding(): Finding {
  try {
    const options = { timeZone: "Europe/Berlin", hour: "2-digit", hourCycle: "h23" } as const;
    const format = new Intl.DateTimeFormat("en-GB", options);
    const winter = format.format(new Date("2026-01-15T12:00:00Z"));
    const summer = format.format(new Date("2026-07-15T12:00:00Z"));
    if (winter === "13" && summer === "14") {
      return ok("Time zones", `here ${Intl.DateTimeFormat().resolvedOptions().timeZone}`);
    }
  } catch {
    // The sentence below says what to do.
  }
  return fail("Time zones", "rules are missing", "Use a Node.js with full ICU data.");
}

/** Sends a packet to itself: a host firewall that forbids UDP on the loopback would silence calls. */
async function udpFinding(): Promise<Finding> {
  const arrived = await new Promise<boolean>((settle) => {
    const socket = createSocket("udp4");
    const timer = setTimeout(() => finish(false), 1_000);
    function finish(result: boolean): void {
      clearTimeout(timer);
      socket.close();
      settle(result);
    }
    socket.once("error", () => finish(false));
    socket.once("message", () => finish(true));
    socket.bind(0, "127.0.0.1", () => {
      socket.send("plenum", socket.address().port, "127.0.0.1");
    });
  });
  return arrived
    ? ok("UDP on this machine", "a packet sent is received")
    : fail("UDP on this machine", "a packet sent does not arrive", "Allow UDP in the firewall.");
}
