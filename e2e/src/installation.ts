import { readFileSync } from "node:fs";
import { CONFIG_ENVIRONMENT_VARIABLE, installationConfigSchema } from "@plenum/model";

function load() {
  const file = process.env[CONFIG_ENVIRONMENT_VARIABLE];
  if (!file) {
    throw new Error(
      `${CONFIG_ENVIRONMENT_VARIABLE} names no configuration: run the stories with ./plenum test e2e.`,
    );
  }
  return installationConfigSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** The running installation that the stories work with. */
export const installation = load();
