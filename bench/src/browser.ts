import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const FLAGS = [
  // Several people's worth of encoding share this machine with the servers; what counts is the way.
  "--use-fake-device-for-media-stream=fps=10",
  "--use-fake-ui-for-media-stream",
  "--allow-loopback-in-peer-connection",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
  "--autoplay-policy=no-user-gesture-required",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

function browserPath(): { executablePath?: string } {
  const given = process.env["CHROMIUM_PATH"];
  if (given !== undefined && given !== "") return { executablePath: given };
  if (existsSync(chromium.executablePath())) return {};
  const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((one) => existsSync(one));
  return system === undefined ? {} : { executablePath: system };
}

/** How a browser differs from an ordinary one. */
export interface BrowserWishes {
  /** Program that is run in place of the browser, with its path and arguments. */
  readonly through?: string;
  readonly args?: readonly string[];
}

/** Headless Chromium with fake devices: the one named by CHROMIUM_PATH, Playwright's, or Debian's. */
export function launchBrowser({ through, args = [] }: BrowserWishes = {}): Promise<Browser> {
  const path = browserPath();
  const { executablePath = chromium.executablePath() } = path;
  return chromium.launch({
    ...path,
    ...(through === undefined
      ? {}
      : { executablePath: through, env: { ...process.env, PLENUM_BENCH_BROWSER: executablePath } }),
    args: [...FLAGS, ...args],
  });
}
