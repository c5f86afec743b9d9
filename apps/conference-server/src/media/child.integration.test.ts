import { type ChildProcess, fork } from "node:child_process";
import { createSocket } from "node:dgram";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { MediaCommand, MediaEvent } from "./protocol.ts";
import { mediaEventSchema } from "./schemas.ts";

const ENTRY = fileURLToPath(new URL("./child.ts", import.meta.url));

const children: ChildProcess[] = [];

afterEach(async () => {
  await Promise.all(
    children.splice(0).map(
      (child) =>
        new Promise<void>((resolve) => {
          if (child.exitCode !== null) return resolve();
          child.once("exit", () => resolve());
          child.kill();
        }),
    ),
  );
});

function start(port: number): ChildProcess {
  const options = { port, listenAddress: "127.0.0.1", announcedAddresses: ["127.0.0.1"] };
  const child = fork(ENTRY, [JSON.stringify(options)], {
    execArgv: ["--import", "tsx"],
    serialization: "advanced",
    silent: true,
  });
  children.push(child);
  return child;
}

function next(child: ChildProcess, type: MediaEvent["type"]): Promise<MediaEvent> {
  return new Promise((resolve, reject) => {
    child.on("message", (raw) => {
      const event = mediaEventSchema.parse(raw);
      if (event.type === type) resolve(event);
    });
    child.once("exit", () => reject(new Error(`the child ended before ${type}`)));
  });
}

function say(child: ChildProcess, command: MediaCommand): void {
  child.send(command);
}

function freeUdpPort(): Promise<number> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

describe("the media process", () => {
  it("offers each endpoint a transport of its own on the one port", async () => {
    const port = await freeUdpPort();
    const child = start(port);
    expect(await next(child, "ready")).toEqual({ type: "ready", port });
    const answers = [];
    for (const [requestId, endpoint] of ["a", "b"].entries()) {
      const answer = next(child, "allocated");
      say(child, { type: "allocate", requestId, conference: "c", endpoint });
      answers.push(await answer);
    }
    const transports = answers.map((answer) =>
      answer.type === "allocated" ? answer.transport : undefined,
    );
    expect(transports[0]?.candidates).toMatchObject([{ ip: "127.0.0.1", port }]);
    expect(new Set(transports.map((transport) => transport?.ufrag)).size).toBe(2);
    expect(new Set(transports.map((transport) => transport?.fingerprint.value)).size).toBe(2);
  });

  it("says so when its port is taken, and ends", async () => {
    const port = await freeUdpPort();
    await next(start(port), "ready");
    const second = start(port);
    const ended = new Promise((resolve) => second.once("exit", resolve));
    const event = await next(second, "cannotStart");
    expect(event).toMatchObject({ reason: expect.stringContaining(String(port)) });
    expect(await ended).toBe(1);
  });

  it("says whose answer made no sense, and goes on", async () => {
    const child = start(await freeUdpPort());
    await next(child, "ready");
    const allocated = next(child, "allocated");
    say(child, { type: "allocate", requestId: 1, conference: "c", endpoint: "a" });
    await allocated;
    const failed = next(child, "failed");
    child.send({
      type: "accept",
      conference: "c",
      endpoint: "a",
      remote: { ufrag: "ab\r\na=x", pwd: "short" },
      sources: [],
    });
    expect(await failed).toMatchObject({ conference: "c", endpoint: "a" });
    const stats = next(child, "stats");
    say(child, { type: "stats", requestId: 2 });
    expect(await stats).toMatchObject({ stats: { endpoints: 1, packetsIn: 0 } });
  });
});
