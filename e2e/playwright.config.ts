import { defineConfig } from "@playwright/test";
import { launchWith, withDevices } from "./src/browser-flags.ts";
import { installation } from "./src/installation.ts";
import { patient } from "./src/patience.ts";

/**
 * Stories that need nobody else's sound and pictures, and stop nothing: some can run side by side.
 */
const chat = [
  "appearance",
  "bad-input",
  "composer",
  "encryption",
  "files",
  "inbox",
  "link-previews",
  "message-doubt",
  "messages",
  "migration",
  "moved-meetings",
  "notifications",
  "people",
  "rooms",
  "scheduled",
  "screens",
  "search",
  "sides",
  "sign-in",
  "spaces",
  "threads",
  "timeline",
].map((name) => `**/${name}.spec.ts`);

const outputDir = process.env["PLENUM_E2E_OUTPUT"] ?? "test-results";

export default defineConfig({
  testDir: "stories",
  outputDir,
  // Calls share two cores: one after the other keeps media honest. ./plenum test runs two of the
  // others at a time.
  workers: 1,
  projects: [
    { name: "chat", testMatch: chat },
    { name: "calls", testIgnore: chat },
  ],
  fullyParallel: false,
  timeout: patient(180_000),
  expect: { timeout: patient(30_000) },
  forbidOnly: process.env["CI"] !== undefined,
  // Machines of continuous integration are shared, and real media starves there now and then. A
  // story that needed its second try is listed as flaky, not as passed at once.
  retries: process.env["CI"] === undefined ? 0 : 1,
  reporter: [["list"], ["json", { outputFile: `${outputDir}/report.json` }]],
  use: {
    // While the client is being worked on, its development server stands before the installation.
    baseURL: process.env["PLENUM_E2E_ORIGIN"] ?? installation.publicUrl,
    actionTimeout: patient(15_000),
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1440, height: 900 },
    // Whoever comes for the first time keeps the whole client for later, some 500 files: every window
    // of a story would. Stories about that, and the main job, do.
    serviceWorkers: "block",
    permissions: ["camera", "microphone", "clipboard-read", "clipboard-write"],
    // Recording costs as much as the client itself on two cores; a failure says what the page showed.
    trace: process.env["PLENUM_E2E_TRACE"] === "1" ? "retain-on-failure" : "off",
    launchOptions: launchWith(withDevices),
  },
});
