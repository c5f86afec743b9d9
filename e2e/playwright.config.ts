import { defineConfig } from "@playwright/test";
import { launchWith, withDevices } from "./src/browser-flags.ts";
import { installation } from "./src/installation.ts";

const outputDir = process.env["PLENUM_E2E_OUTPUT"] ?? "test-results";

export default defineConfig({
  testDir: "stories",
  outputDir,
  // Stories share one installation and two cores: one after the other keeps media honest.
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env["CI"] !== undefined,
  reporter: [["list"], ["json", { outputFile: `${outputDir}/report.json` }]],
  use: {
    baseURL: installation.publicUrl,
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1440, height: 900 },
    permissions: ["camera", "microphone", "clipboard-read", "clipboard-write"],
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: launchWith(withDevices),
  },
});
