import { readFileSync } from "node:fs";
import {
  CONFIG_ENVIRONMENT_VARIABLE,
  installationConfigSchema,
  type InstallationConfig,
} from "@plenum/model";

/** The configuration file is missing or not what it should be. The message names no secret. */
export class ConfigurationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ConfigurationError";
  }
}

/**
 * Reads the installation's configuration from the file that PLENUM_CONFIG names.
 * @throws ConfigurationError
 */
export function readConfiguration(environment: NodeJS.ProcessEnv): InstallationConfig {
  const path = environment[CONFIG_ENVIRONMENT_VARIABLE];
  if (path === undefined || path === "") {
    throw new ConfigurationError(`${CONFIG_ENVIRONMENT_VARIABLE} is not set`);
  }
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new ConfigurationError(`${path} cannot be read as JSON`);
  }
  const parsed = installationConfigSchema.safeParse(content);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new ConfigurationError(`${path}: wrong or missing ${fields}`);
  }
  return parsed.data;
}
