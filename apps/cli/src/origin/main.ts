import { readFileSync } from "node:fs";
import { CONFIG_ENVIRONMENT_VARIABLE, installationConfigSchema } from "@plenum/model";
import { createOrigin, originFolders } from "./server.ts";

const configFile = process.env[CONFIG_ENVIRONMENT_VARIABLE];
const root = process.env["PLENUM_ROOT"];
if (!configFile || !root) {
  throw new Error(
    `${CONFIG_ENVIRONMENT_VARIABLE} and PLENUM_ROOT must be set; ./plenum does that.`,
  );
}
const config = installationConfigSchema.parse(JSON.parse(readFileSync(configFile, "utf8")));
const server = createOrigin(config, originFolders(root));

function stop(): void {
  server.close(() => process.exit(0));
  server.closeAllConnections();
  // Upgraded connections are not among those: do not wait for calls to end.
  setTimeout(() => process.exit(0), 500).unref();
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
server.once("error", (error) => {
  process.stderr.write(`The origin cannot listen: ${error.message}\n`);
  process.exit(1);
});
server.listen(config.ports.origin, config.listenHost, () => {
  process.stdout.write(`Listening on ${config.listenHost}:${config.ports.origin}\n`);
});
