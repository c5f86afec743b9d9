import { existsSync } from "node:fs";
import { join } from "node:path";
import type { InstallationConfig } from "@plenum/model";
import type { Paths } from "../installation/paths.ts";
import type { PartSpec } from "../supervisor/part.ts";
import { httpAnswers } from "./http-answers.ts";

interface NodeService {
  readonly name: string;
  readonly title: string;
  /** Absolute path of the bundle. */
  readonly bundle: string;
  readonly health: string;
  /** Heap for short-lived objects, MB: small, since a service at rest keeps what it once took. */
  readonly semiSpace: number;
  /** Milliseconds within which it must answer. */
  readonly readyTimeout: number;
}

function nodePart(paths: Paths, service: NodeService): PartSpec {
  return {
    name: service.name,
    title: service.title,
    command: () => ({
      file: process.execPath,
      args: ["--enable-source-maps", `--max-semi-space-size=${service.semiSpace}`, service.bundle],
      cwd: paths.root,
      env: { PLENUM_CONFIG: paths.config, NODE_ENV: "production" },
    }),
    answers: () => httpAnswers(service.health),
    readyTimeout: service.readyTimeout,
    stopSignal: "SIGTERM",
    stopTimeout: 10_000,
  };
}

/** The appservice, or undefined as long as it was not built. */
export function appservicePart(paths: Paths, config: InstallationConfig): PartSpec | undefined {
  const bundle = join(paths.root, "apps/appservice/dist/main.js");
  if (!existsSync(bundle)) return undefined;
  return nodePart(paths, {
    name: "appservice",
    title: "Appservice",
    bundle,
    health: `${config.appservice.url}/api/v1/health`,
    semiSpace: 8,
    // Longer than Synapse's own: it waits for that.
    readyTimeout: 180_000,
  });
}

/** The conference server, or undefined as long as it was not built or where a full Jitsi takes its place. */
export function conferencePart(paths: Paths, config: InstallationConfig): PartSpec | undefined {
  if (config.conference.external !== undefined) return undefined;
  const bundle = join(paths.root, "apps/conference-server/dist/main.js");
  if (!existsSync(bundle)) return undefined;
  return nodePart(paths, {
    name: "conference",
    title: "Conference server",
    bundle,
    health: `${config.conference.url}/health`,
    semiSpace: 8,
    readyTimeout: 60_000,
  });
}

/** The one local origin. @param bundle its file, built together with the command line */
export function originPart(paths: Paths, config: InstallationConfig, bundle: string): PartSpec {
  return nodePart(paths, {
    name: "origin",
    title: "Local origin",
    bundle,
    health: `${config.publicUrl.startsWith("https") ? "https" : "http"}://127.0.0.1:${config.ports.origin}/healthz`,
    semiSpace: 2,
    readyTimeout: 60_000,
  });
}
