import { fileURLToPath } from "node:url";
import { ConfigurationError, loadInstallation } from "./config/installation.ts";
import { isDatabaseAway } from "./database/database-away.ts";
import { createLogger } from "./logging/logger.ts";
import { startService, type RunningService } from "./service.ts";

// Beside `src` and `dist` alike, so it is found from the sources and from the bundle.
const MIGRATIONS = fileURLToPath(new URL("../migrations", import.meta.url));

const log = createLogger(process.env["PLENUM_LOG_LEVEL"]);
const stopping = new AbortController();
let service: RunningService | undefined;

async function stop(): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  await service?.stop();
  process.exit(0);
}

process.once("SIGTERM", () => void stop());
process.once("SIGINT", () => void stop());

// The job queue notes down how a job went without waiting for it (pg-boss 10): without a database
// nobody hears of that. The job is taken up again, and requests get a problem meanwhile.
process.on("unhandledRejection", (error) => {
  if (isDatabaseAway(error)) {
    log.warn({ err: error }, "the database was away when something was to be noted down");
    return;
  }
  log.fatal({ err: error }, "an error that nobody expected");
  process.exit(1);
});

try {
  const config = await loadInstallation(process.env);
  service = await startService(config, MIGRATIONS, log, stopping.signal);
  await service.ready;
} catch (error) {
  if (!stopping.signal.aborted) {
    if (error instanceof ConfigurationError) log.fatal(error.message);
    else log.fatal({ err: error }, "the appservice cannot start");
    await service?.stop();
    process.exit(1);
  }
}
