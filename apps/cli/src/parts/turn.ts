import { mkdir } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import type { InstallationConfig } from "@plenum/model";
import { findProgram } from "./find-program.ts";
import { writeAtomically } from "../installation/files.ts";
import type { Paths } from "../installation/paths.ts";
import type { PartSpec } from "../supervisor/part.ts";
import { Trouble } from "../terminal/trouble.ts";

/** coturn's server, or undefined where it is not installed. */
export function findTurnServer(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  return findProgram("turnserver", environment);
}

type Settings = Pick<InstallationConfig, "conference" | "listenHost" | "tls">;

/**
 * coturn's configuration for an installation that runs its own: relays to the addresses of the
 * media port and to nothing else.
 * @param folder for what coturn itself writes
 * @throws Trouble when the installation has no TURN server of its own
 */
export function turnServerFile(config: Settings, folder: string): string {
  const { turn, mediaAddresses } = config.conference;
  if (turn?.own === undefined)
    throw new Trouble("This installation has no TURN server of its own.");
  const local = config.listenHost === "127.0.0.1";
  const secure = turn.own.tlsPort !== undefined && config.tls !== undefined;
  return [
    ...(local ? ["listening-ip=127.0.0.1", "relay-ip=127.0.0.1"] : []),
    `listening-port=${turn.own.port}`,
    ...(secure
      ? [
          `tls-listening-port=${turn.own.tlsPort}`,
          `cert=${config.tls?.certFile}`,
          `pkey=${config.tls?.keyFile}`,
          "no-tlsv1",
          "no-tlsv1_1",
        ]
      : ["no-tls"]),
    "no-dtls",
    "realm=plenum",
    "use-auth-secret",
    `static-auth-secret=${turn.secret}`,
    "stale-nonce=600",
    "fingerprint",
    ...mediaAddresses.map((address) => `allowed-peer-ip=${address}`),
    // What is allowed is asked first.
    "denied-peer-ip=0.0.0.0-255.255.255.255",
    "denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "no-multicast-peers",
    // The media port of an installation for this machine alone is a loopback address.
    ...(local ? ["allow-loopback-peers"] : []),
    "no-tcp-relay",
    "user-quota=12",
    "total-quota=1200",
    "no-cli",
    "no-software-attribute",
    "no-rfc5780",
    "no-stun-backward-compatibility",
    "response-origin-only-with-rfc5780",
    `userdb=${join(folder, "turn.sqlite")}`,
    `pidfile=${join(folder, "turn.pid")}`,
    "log-file=stdout",
    "simple-log",
    "",
  ].join("\n");
}

/**
 * coturn as a part of the installation.
 * @returns undefined where the installation has none of its own
 * @throws Trouble where coturn is not installed
 */
export function turnPart(
  paths: Pick<Paths, "run" | "root">,
  config: Settings,
  program = findTurnServer(),
): PartSpec | undefined {
  const own = config.conference.turn?.own;
  if (own === undefined) return undefined;
  if (program === undefined) {
    throw new Trouble(
      "--turn needs coturn: install it (Debian and Ubuntu: apt install coturn), name servers elsewhere with --turn-urls and --turn-secret, or start with --no-turn.",
    );
  }
  const file = join(paths.run, "turnserver.conf");
  return {
    name: "turn",
    title: "TURN server",
    prepare: async () => {
      await mkdir(paths.run, { recursive: true });
      await writeAtomically(file, turnServerFile(config, paths.run), 0o600);
    },
    command: () => ({ file: program, args: ["-c", file], cwd: paths.run }),
    answers: () => takesConnections(own.port),
    readyTimeout: 20_000,
    stopSignal: "SIGTERM",
    stopTimeout: 5_000,
  };
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: 1_000 });
    const done = (answer: boolean): void => {
      socket.destroy();
      settle(answer);
    };
    socket.once("connect", () => done(true));
    socket.once("timeout", () => done(false));
    socket.once("error", () => done(false));
  });
}
