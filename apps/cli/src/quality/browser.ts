import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import type { Paths } from "../installation/paths.ts";
import { runLogged } from "../supervisor/run-logged.ts";
import type { Reporter } from "../terminal/reporter.ts";
import { Trouble } from "../terminal/trouble.ts";
import { hasApt, installWithApt } from "./system-packages.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** Environment for everything that starts the browser. */
export interface BrowserEnvironment {
  readonly CHROMIUM_PATH?: string;
  readonly PLAYWRIGHT_BROWSERS_PATH: string;
}

function onPath(): string | undefined {
  const given = process.env["CHROMIUM_PATH"];
  if (given && existsSync(given)) return given;
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

/**
 * Finds Chromium, or installs it: from the system's packages where that is allowed (root on Debian
 * or Ubuntu), else Playwright's own into the project folder.
 * @throws Trouble when there is no way
 */
export async function ensureBrowser(paths: Paths, reporter: Reporter): Promise<BrowserEnvironment> {
  const own = { PLAYWRIGHT_BROWSERS_PATH: join(paths.cache, "browsers") };
  const found = onPath();
  if (found) return { ...own, CHROMIUM_PATH: found };
  reporter.begin("Installing Chromium (once) …");
  await mkdir(paths.sharedLogs, { recursive: true });
  const log = join(paths.sharedLogs, "browser-install.log");
  if (hasApt()) {
    await installWithApt(["chromium"], log);
    const installed = onPath();
    if (installed) return { ...own, CHROMIUM_PATH: installed };
  }
  const cli = join(
    createRequire(join(paths.root, "e2e/package.json")).resolve("@playwright/test/package.json"),
    "../cli.js",
  );
  const code = await runLogged(process.execPath, [cli, "install", "chromium"], {
    log,
    env: { ...process.env, ...own },
  });
  if (code === 0) return own;
  throw new Trouble(
    `Chromium is missing and could not be installed; install it (Debian and Ubuntu: apt install chromium) or name it in CHROMIUM_PATH (details: ${log}).`,
  );
}
