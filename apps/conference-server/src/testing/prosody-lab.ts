import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  CONTROL_SECRET,
  ControlledServer,
  DOMAIN,
  isFrom,
  joinPresence,
  MUC,
  TOKEN_SECRET,
} from "./controlled-server.ts";
import { XmppClient } from "./xmpp-client.ts";

const OURS = fileURLToPath(new URL("../../../../deploy/prosody/", import.meta.url));
const FOR_TESTS = fileURLToPath(new URL("./prosody/", import.meta.url));
/** Where what stands for Jigasi logs in, without a token. */
const PHONES = `phones.${DOMAIN}`;
const PATIENCE_MS = 30_000;

/** Prosody, or undefined where it is not installed. */
export function findProsody(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  return [...(environment["PATH"] ?? "").split(":"), "/usr/bin", "/usr/local/bin"]
    .map((folder) => join(folder, "prosody"))
    .find((file) => existsSync(file));
}

/**
 * The system's own Prosody with our control module, on loopback. What of a full Jitsi is missing: its
 * token module (`mod_auth_plenum_test_token.lua` stands in), Jicofo and the bridges.
 */
export class ProsodyLab extends ControlledServer {
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(port: number, process: ChildProcess, folder: string) {
    super(port);
    this.#process = process;
    this.#folder = folder;
  }

  /** @throws Error with Prosody's own words when it does not start */
  static async start(program: string): Promise<ProsodyLab> {
    const folder = await mkdtemp(join(tmpdir(), "plenum-prosody-"));
    const port = await freePort();
    const file = join(folder, "prosody.cfg.lua");
    await writeFile(file, configuration(port, folder), { mode: 0o600 });
    const process = spawn(program, ["--config", file, "-F"], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [process.stdout, process.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        said = (said + chunk.toString("utf8")).slice(-20_000);
      });
    }
    const lab = new ProsodyLab(port, process, folder);
    const until = performance.now() + PATIENCE_MS;
    while (!(await lab.#answers())) {
      if (process.exitCode === null && performance.now() < until) await setTimeout(50);
      else {
        await lab.close();
        throw new Error(`Prosody did not start:\n${said}`);
      }
    }
    return lab;
  }

  override async phone(room: string, nick: string, name: string): Promise<XmppClient> {
    const socket = await XmppClient.open(`ws://127.0.0.1:${this.port}/xmpp-websocket`);
    const client = await socket.login(PHONES);
    client.send(
      joinPresence(room, nick, `<nick xmlns="http://jabber.org/protocol/nick">${name}</nick>`),
    );
    await client.next((element) => isFrom(element, `${room}@${MUC}/${nick}`));
    return client;
  }

  async close(): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = new Promise((settle) => {
        this.#process.once("exit", settle);
      });
      this.#process.kill("SIGTERM");
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #answers(): Promise<boolean> {
    try {
      return (await this.control("GET", "conferences")).status === 200;
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settle) => {
    server.listen(0, "127.0.0.1", settle);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((settle) => {
    server.close(settle);
  });
  return port;
}

/** As `deploy/prosody/plenum.cfg.lua`, without what is Jitsi's own. */
function configuration(port: number, folder: string): string {
  return `
pidfile = "${folder}/prosody.pid"
data_path = "${folder}"
-- A container's only user is root; Prosody wants to be told that this is meant.
run_as_root = true
plugin_paths = { "${OURS}", "${FOR_TESTS}" }
log = { warn = "*console" }
http_ports = { ${port} }
http_interfaces = { "127.0.0.1" }
https_ports = {}
c2s_ports = {}
s2s_ports = {}
component_ports = {}
consider_websocket_secure = true
c2s_require_encryption = false
modules_enabled = { "saslauth", "disco", "ping", "websocket", "smacks" }

VirtualHost "${DOMAIN}"
	http_host = "127.0.0.1"
	authentication = "plenum_test_token"
	plenum_test_token_secret = "${TOKEN_SECRET}"
	modules_enabled = { "websocket" }

VirtualHost "${PHONES}"
	http_host = "127.0.0.1"
	authentication = "anonymous"
	modules_enabled = { "websocket" }

Component "${MUC}" "muc"
	storage = "memory"
	muc_room_locking = false
	muc_room_default_public_jids = true
	muc_tombstones = false
	plenum_control_secret = "${CONTROL_SECRET}"
	plenum_phones = { "${PHONES}" }
	modules_enabled = { "plenum_control" }
`;
}
