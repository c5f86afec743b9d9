import { readFile } from "node:fs/promises";
import {
  CONFIG_ENVIRONMENT_VARIABLE,
  installationConfigSchema,
  type InstallationConfig,
} from "@plenum/model";

/** The configuration cannot be read; the message is one sentence for the administrator. */
export class ConfigurationError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConfigurationError";
  }
}

/**
 * Reads the file that the environment variable PLENUM_CONFIG names.
 * @throws ConfigurationError
 */
export async function loadInstallation(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<InstallationConfig> {
  const path = environment[CONFIG_ENVIRONMENT_VARIABLE];
  if (path === undefined || path === "") {
    throw new ConfigurationError(
      `Set ${CONFIG_ENVIRONMENT_VARIABLE} to the path of the installation's config.json.`,
    );
  }
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new ConfigurationError(`The configuration ${path} cannot be read.`, { cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ConfigurationError(`The configuration ${path} is not valid JSON.`, { cause });
  }
  const parsed = installationConfigSchema.safeParse(json);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new ConfigurationError(
      `The configuration ${path} has wrong or missing fields: ${fields}.`,
    );
  }
  return parsed.data;
}
