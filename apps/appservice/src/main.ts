import { fileURLToPath } from "node:url";
import { ConfigurationError, loadInstallation } from "./config/installation.ts";
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
