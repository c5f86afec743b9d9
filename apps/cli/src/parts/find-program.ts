import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Debian puts servers where the path of an ordinary user does not lead. */
const SERVER_FOLDERS = ["/usr/sbin", "/usr/local/sbin"];

/** A program of the system by its name, or undefined where it is not installed. */
export function findProgram(
  name: string,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  return [...(environment["PATH"] ?? "").split(delimiter), ...SERVER_FOLDERS]
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

/** Firefox, which Debian calls otherwise than others do. */
export function findFirefox(): string | undefined {
  return findProgram("firefox-esr") ?? findProgram("firefox");
}
