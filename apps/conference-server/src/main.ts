import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { ConfigurationError, readConfiguration } from "./config.ts";
import { ConferenceServer } from "./server.ts";

/** The bundled child lies beside this file; in development its source does. */
function mediaEntry(): { entry: string; execArgv?: readonly string[] } {
  const bundled = fileURLToPath(new URL("./media/child.js", import.meta.url));
  if (existsSync(bundled)) return { entry: bundled };
  return {
    entry: fileURLToPath(new URL("./media/child.ts", import.meta.url)),
    execArgv: ["--import", "tsx"],
  };
}

async function main(): Promise<void> {
  const logger = pino({
    name: "conference-server",
    level: process.env["PLENUM_LOG_LEVEL"] ?? "info",
  });
  const config = readConfiguration(process.env);
  const server = new ConferenceServer({ config, media: mediaEntry(), logger });
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, "shutting down");
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, "shutdown failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  const port = await server.start();
  logger.info({ port }, "listening");
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigurationError;
  process.stderr.write(`conference-server: ${known ? error.message : String(error)}\n`);
  process.exit(1);
});
