import { spawn } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { pathsOf } from "../../apps/cli/src/installation/paths.ts";
import { isFree } from "../../apps/cli/src/installation/ports.ts";
import { selfMadeTls } from "../../apps/cli/src/installation/tls.ts";
import { turnPart } from "../../apps/cli/src/parts/turn.ts";
import { installation } from "./installation.ts";

/** A TURN server beside the installation's own, with TLS. */
interface TurnOverTls {
  readonly url: string;
  /** What makes Chromium take its self-made certificate: browsers check that of a TURN server, too. */
  readonly flag: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts coturn as the installation would have it with a certificate: same secret, same goals. An
 * installation for this machine alone has none.
 */
export async function startTurnOverTls(): Promise<TurnOverTls> {
  const { turn } = installation.conference;
  if (turn === undefined) throw new Error("This installation has no TURN server.");
  const folder = await mkdtemp(join(tmpdir(), "plenum-turns-"));
  const paths = pathsOf(folder, "data");
  await mkdir(paths.run, { recursive: true });
  const port = await freePair();
  const tls = await selfMadeTls(paths, "localhost");
  const part = turnPart(paths, {
    listenHost: "127.0.0.1",
    tls,
    conference: { ...installation.conference, turn: { ...turn, own: { port, tlsPort: port + 1 } } },
  });
  if (part === undefined) throw new Error("no part was made");
  await part.prepare?.();
  const { file, args, cwd } = part.command();
  const process = spawn(file, args, { cwd, stdio: "ignore" });
  while (!(await part.answers())) await new Promise((resolve) => setTimeout(resolve, 100));
  const { publicKey } = new X509Certificate(await readFile(tls.certFile));
  const spki = publicKey.export({ type: "spki", format: "der" });
  return {
    url: `turns:localhost:${port + 1}?transport=tcp`,
    flag: `--ignore-certificate-errors-spki-list=${createHash("sha256").update(spki).digest("base64")}`,
    stop: async () => {
      const ended = new Promise((resolve) => {
        process.once("exit", resolve);
      });
      process.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Lets a page that is opened or loaded afterwards know this TURN server in place of all others. */
export async function knowOnly(page: Page, url: string): Promise<void> {
  await page.addInitScript((only) => {
    const Original = globalThis.RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Original {
      constructor(configuration: RTCConfiguration = {}) {
        const iceServers = (configuration.iceServers ?? [])
          .filter((server) => server.credential !== undefined)
          .map((server) => Object.assign({}, server, { urls: only }));
        super({ ...configuration, iceServers });
      }
    };
  }, url);
}

async function freePair(): Promise<number> {
  for (let port = 18_700; port < 18_900; port += 2) {
    const free = await Promise.all([
      isFree(port, "tcp", "127.0.0.1"),
      isFree(port + 1, "tcp", "127.0.0.1"),
    ]);
    if (free.every(Boolean)) return port;
  }
  throw new Error("no free ports");
}
