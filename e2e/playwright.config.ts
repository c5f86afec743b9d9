import { defineConfig } from "@playwright/test";
import { installation } from "./src/installation.ts";

const outputDir = process.env["PLENUM_E2E_OUTPUT"] ?? "test-results";

// Fake devices stand in for a camera and a microphone; everything behind them is real.
const chromiumFlags = [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--allow-loopback-in-peer-connection",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
  "--autoplay-policy=no-user-gesture-required",
  "--auto-select-desktop-capture-source=Entire screen",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

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
    launchOptions: {
      ...(process.env["CHROMIUM_PATH"] ? { executablePath: process.env["CHROMIUM_PATH"] } : {}),
      args: process.getuid?.() === 0 ? [...chromiumFlags, "--no-sandbox"] : chromiumFlags,
    },
  },
});
