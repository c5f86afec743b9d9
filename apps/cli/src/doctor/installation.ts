import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { X509Certificate } from "node:crypto";
import { readFile, stat, writeFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { InstallationConfig } from "@plenum/model";
import { newConfig, readConfig } from "../installation/config.ts";
import type { Paths } from "../installation/paths.ts";
import { busyPorts } from "../installation/ports.ts";
import { databaseTime } from "../parts/postgres.ts";
import { isRunning } from "../supervisor/process-identity.ts";
import { readRunFile } from "../supervisor/run-file.ts";
import { messageOf } from "../terminal/trouble.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** Seconds by which two clocks of one installation may differ. */
const CLOCK_TOLERANCE = 5;

/** Configuration, ports, parts and clocks of one installation. */
export async function installationFindings(paths: Paths): Promise<Finding[]> {
  const existing = await readConfig(paths);
  const config = existing ?? newConfig(paths.data, {});
  const run = await readRunFile(paths.processes);
  const running = run !== undefined && isRunning(run.supervisor);
  const findings: Finding[] = [];
  if (existing) findings.push(await configFinding(paths));
  findings.push(originFinding(config));
  if (config.tls) findings.push(await certificateFinding(config.tls.certFile));
  if (!running) findings.push(...(await portFindings(config)));
  findings.push(await fileClockFinding(paths));
  if (running) {
    for (const part of run.parts) {
      findings.push(
        part.state === "running"
          ? ok(part.title, `running, restarted ${part.restarts} times`)
          : warn(part.title, part.state, `See ./plenum logs ${part.name}.`),
      );
    }
    findings.push(await databaseClockFinding(config));
    findings.push(
      await httpClockFinding("Clock of the homeserver", `${config.synapse.url}/health`),
    );
    findings.push(await httpClockFinding("Address for browsers", `${config.publicUrl}/healthz`));
  }
  return findings;
}

async function configFinding(paths: Paths): Promise<Finding> {
  const { mode } = await stat(paths.config);
  return (mode & 0o077) === 0
    ? ok("Configuration", paths.config)
    : fail("Configuration", "others can read its secrets", `chmod 600 ${paths.config}`);
}

/** Browsers give cameras and microphones to https and to localhost alone. */
export function originFinding(config: Pick<InstallationConfig, "publicUrl" | "tls">): Finding {
  const url = new URL(config.publicUrl);
  const secure = url.protocol === "https:" || url.hostname === "localhost";
  if (!secure) {
    return fail(
      "Cameras",
      `${config.publicUrl} is no secure origin`,
      "Use http://localhost, or --host with TLS.",
    );
  }
  return ok("Cameras", `${config.publicUrl} is a secure origin`);
}

async function certificateFinding(file: string): Promise<Finding> {
  try {
    const certificate = new X509Certificate(await readFile(file));
    const days = Math.floor((new Date(certificate.validTo).getTime() - Date.now()) / 86_400_000);
    if (days < 0) return fail("Certificate", "has run out", "Replace it and start again.");
    if (days < 21) return warn("Certificate", `runs out in ${days} days`, "Replace it soon.");
    return ok("Certificate", `valid for ${days} days`);
  } catch (error) {
    return fail("Certificate", messageOf(error), "Give a PEM certificate with --tls-cert.");
  }
}

async function portFindings(config: InstallationConfig): Promise<Finding[]> {
  const busy = await busyPorts(config);
  const { origin, media } = config.ports;
  if (busy.length === 0)
    return [ok("Ports", `TCP ${origin} to ${media - 1} and UDP ${media} are free`)];
  return busy.map(({ port, protocol, owner }) =>
    fail(
      "Ports",
      `${protocol.toUpperCase()} ${port} is in use${owner ? ` by ${owner}` : ""}`,
      `Stop that program or start with other ports, e.g. --port ${origin + 20}.`,
    ),
  );
}

function clockFinding(what: string, differenceMs: number): Finding {
  const seconds = Math.abs(differenceMs) / 1000;
  return seconds <= CLOCK_TOLERANCE
    ? ok(what, "agrees with this machine")
    : fail(what, `is ${seconds.toFixed(0)} s off`, "Set the clock (timedatectl set-ntp true).");
}

/** The clock of the file system differs from ours when the disk is somebody else's (NFS, a container). */
async function fileClockFinding(paths: Paths): Promise<Finding> {
  const probe = join(paths.cache, "clock-probe");
  await writeFile(probe, "");
  const { mtimeMs } = await stat(probe);
  await rm(probe, { force: true });
  return clockFinding("Clock of the disk", mtimeMs - Date.now());
}

async function databaseClockFinding(config: InstallationConfig): Promise<Finding> {
  try {
    return clockFinding(
      "Clock of the database",
      (await databaseTime(config)).getTime() - Date.now(),
    );
  } catch (error) {
    return fail("Clock of the database", messageOf(error), "See ./plenum logs postgres.");
  }
}

async function httpClockFinding(what: string, url: string): Promise<Finding> {
  try {
    const date = await dateHeader(url);
    return date === undefined
      ? ok(what, "answers")
      : clockFinding(what, date.getTime() - Date.now());
  } catch (error) {
    return fail(what, messageOf(error), "See ./plenum status and ./plenum logs.");
  }
}

function dateHeader(url: string): Promise<Date | undefined> {
  return new Promise((settle, reject) => {
    const options = { timeout: 3_000, agent: false as const };
    const request = url.startsWith("https:")
      ? httpsRequest(url, { ...options, rejectUnauthorized: false })
      : httpRequest(url, options);
    request.once("response", (response) => {
      response.resume();
      settle(response.headers.date ? new Date(response.headers.date) : undefined);
    });
    request.once("timeout", () => request.destroy(new Error(`${url} does not answer`)));
    request.once("error", reject);
    request.end();
  });
}
