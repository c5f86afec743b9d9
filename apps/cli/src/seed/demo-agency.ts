import { randomBytes } from "node:crypto";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import type { InstallationConfig } from "@plenum/model";
import type { Paths } from "../installation/paths.ts";
import { writeSynapseFiles } from "../parts/synapse-files.ts";
import type { Supervisor } from "../supervisor/supervisor.ts";
import { type Reporter, secondsSince } from "../terminal/reporter.ts";
import { messageOf } from "../terminal/trouble.ts";
import { seedConference } from "./conference.ts";
import { ROOMS } from "./rooms.ts";
import { Seeder, inOrder } from "./seed.ts";
import { type SeedState, demoAccounts, readSeedState, writeSeedState } from "./state.ts";

function isFilled(state: SeedState): boolean {
  return (
    state.users && state.messages >= inOrder(ROOMS).length && state.finished.includes("direct")
  );
}

/** A token for the import registration if something of the demo agency is still missing. */
export async function importTokenIfNeeded(paths: Paths): Promise<string | undefined> {
  const state = await readSeedState(paths);
  return isFilled(state) && state.conference ? undefined : randomBytes(32).toString("base64url");
}

/**
 * Fills in what is missing of the demo agency; afterwards the import registration is gone.
 * A failure is told and leaves the installation running: the next start goes on from there.
 */
export async function fillDemoAgency(
  paths: Paths,
  config: InstallationConfig,
  supervisor: Supervisor,
  importToken: string,
  reporter: Reporter,
): Promise<void> {
  const log = join(paths.logs, "demo-agency.log");
  try {
    await Seeder.run(paths, config, importToken, await demoAccounts(paths), reporter);
    if (supervisor.parts.some((part) => part.spec.name === "appservice")) {
      const start = performance.now();
      await seedConference(config, importToken);
      await writeSeedState(paths, { ...(await readSeedState(paths)), conference: true });
      reporter.done("Demo agency: 1 conference room", secondsSince(start));
    } else {
      reporter.warn("Demo agency: no conference room, since the appservice does not run.");
    }
  } catch (error) {
    await appendFile(log, `${new Date().toISOString()} ${messageOf(error)}\n`);
    reporter.fail(
      `The demo agency is not complete; the next ./plenum up goes on (details: ${log}).`,
    );
  }
  const start = performance.now();
  await writeSynapseFiles(paths, config);
  await supervisor.restart("synapse");
  reporter.done("Synapse again, without the import access", secondsSince(start));
}
