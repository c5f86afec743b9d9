import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { turnCredentials } from "@plenum/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newConfig } from "../installation/config.ts";
import { pathsOf } from "../installation/paths.ts";
import { isFree } from "../installation/ports.ts";
import { selfMadeTls } from "../installation/tls.ts";
import { findTurnServer, turnPart } from "./turn.ts";
import { askTurn, type TurnAnswers } from "./turn-test-client.ts";

const server = findTurnServer();
const SECRET_OF_ANOTHER = "a secret of somebody else";
const ALLOWED = "127.0.0.1";
const NOT_ALLOWED = "127.0.0.2";
const ways = ["udp", "tcp", "tls"] as const;
type Way = (typeof ways)[number];

describe.skipIf(server === undefined)("coturn as the installation starts it", () => {
  let folder: string;
  let process: ChildProcess;
  let turn: NonNullable<ReturnType<typeof newConfig>["conference"]["turn"]>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "plenum-turn-"));
    const paths = pathsOf(folder, "data");
    await mkdir(paths.run, { recursive: true });
    const port = await freePort();
    const made = newConfig(paths.data, { host: "localhost", port, turn: { kind: "own" } });
    if (made.conference.turn === undefined) throw new Error("no TURN server was planned");
    turn = made.conference.turn;
    const part = turnPart(paths, {
      listenHost: "127.0.0.1",
      tls: await selfMadeTls(paths, "localhost"),
      conference: { ...made.conference, mediaAddresses: [ALLOWED] },
    });
    if (part === undefined) throw new Error("no part was made");
    await part.prepare?.();
    const { file, args, cwd } = part.command();
    process = spawn(file, args, { cwd, stdio: "ignore" });
    while (!(await part.answers())) await setTimeout(100);
  });

  afterAll(async () => {
    const ended = new Promise((settle) => {
      process.once("exit", settle);
    });
    process.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  });

  function ask(
    transport: Way,
    options: { secret?: string; secondsLeft?: number; peer?: string } = {},
  ): Promise<TurnAnswers> {
    const credentials = turnCredentials(
      { secret: options.secret ?? turn.secret, lifetime: options.secondsLeft ?? 600 },
      {
        now: Date.now(),
        random: "test",
        sign: (secret, text) => createHmac("sha1", secret).update(text).digest("base64"),
      },
    );
    const port = (transport === "tls" ? turn.own?.tlsPort : turn.own?.port) ?? 0;
    return askTurn({ transport, port, ...credentials, peer: options.peer ?? ALLOWED });
  }

  it.each(ways)("relays to the media port over %s", async (way) => {
    expect(await ask(way)).toEqual({ allocate: 0, permission: 0 });
  });

  it.each(ways)("refuses credentials that ran out over %s", async (way) => {
    expect(await ask(way, { secondsLeft: -60 })).toEqual({ allocate: 401 });
  });

  it.each(ways)("refuses credentials of another secret over %s", async (way) => {
    expect(await ask(way, { secret: SECRET_OF_ANOTHER })).toEqual({ allocate: 401 });
  });

  it.each([NOT_ALLOWED, "10.0.0.1", "192.0.2.1", "224.0.0.1"])(
    "reaches no other address: %s",
    async (peer) => {
      expect(await ask("udp", { peer })).toEqual({ allocate: 0, permission: 403 });
    },
  );

  it("carries packets, as coturn's own client sees it", async () => {
    const { username, credential } = turnCredentials(turn, {
      now: Date.now(),
      random: "client",
      sign: (secret, text) => createHmac("sha1", secret).update(text).digest("base64"),
    });
    const client = join(dirname(server ?? ""), "turnutils_uclient");
    const port = String(turn.own?.port);
    const words = ["-u", username, "-w", credential, "-p", port, "-n", "1", "-t", "-y"];
    const code = await new Promise((settle) => {
      spawn(client, [...words, "127.0.0.1"], { stdio: "ignore" }).once("exit", settle);
    });
    expect(code).toBe(0);
  });
});

/** First port of a block in which those of a TURN server are free. */
async function freePort(): Promise<number> {
  for (let base = 18_500; base < 19_000; base += 10) {
    const free = await Promise.all([
      isFree(base + 6, "tcp", "127.0.0.1"),
      isFree(base + 7, "tcp", "127.0.0.1"),
    ]);
    if (free.every(Boolean)) return base;
  }
  throw new Error("no free ports");
}
