import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { LinkPreviewsConfig } from "@plenum/model";
import { type Paths, instanceEntries, pathsOf } from "../installation/paths.ts";
import { busyPorts, planPorts } from "../installation/ports.ts";
import { clearLeftovers, startInstallation } from "../commands/start-installation.ts";
import { findTurnServer } from "../parts/turn.ts";
import type { Supervisor } from "../supervisor/supervisor.ts";
import type { Reporter } from "../terminal/reporter.ts";
import { Trouble } from "../terminal/trouble.ts";

/** No test reaches beyond this machine. */
const LOOPBACK: LinkPreviewsConfig = { hosts: ["127.0.0.1"], networks: ["127.0.0.1/32"] };
const FIRST_PORT = 8300;
const LAST_PORT = 8400;
const CAPTIONS_AFTER_ORIGIN = 9;

/** An installation of its own for tests: fresh, with the demo agency, on ports nobody uses. */
export interface TestStack {
  readonly paths: Paths;
  readonly stop: () => Promise<void>;
}

async function freeBlock(): Promise<number> {
  for (let base = FIRST_PORT; base <= LAST_PORT; base += 10) {
    const busy = await busyPorts({ ports: planPorts(base), listenHost: "127.0.0.1" });
    if (busy.length === 0) return base;
  }
  throw new Trouble(
    `No six free ports between ${FIRST_PORT} and ${LAST_PORT + 9} for the tests; stop other test runs.`,
  );
}

/** @param signal stops it half-started */
export async function startTestStack(
  root: string,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<TestStack> {
  const paths = pathsOf(root, join(".plenum", "test"));
  await clearLeftovers(paths, reporter);
  for (const entry of instanceEntries(paths)) await rm(entry, { recursive: true, force: true });
  let supervisor: Supervisor | undefined;
  const stop = async (): Promise<void> => supervisor?.stop();
  try {
    const port = await freeBlock();
    const wishes = {
      port,
      // A story listens there.
      captions: { url: `ws://127.0.0.1:${port + CAPTIONS_AFTER_ORIGIN}` },
      linkPreviews: LOOPBACK,
      ...(findTurnServer() === undefined ? {} : { turn: { kind: "own" } as const }),
    };
    await startInstallation(paths, wishes, reporter, {
      created: (it) => {
        supervisor = it;
        signal.addEventListener("abort", () => void it.stop(), { once: true });
      },
      signal,
      demo: true,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { paths, stop };
}
