import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EndpointCommand } from "../media-process/media-process.ts";
import { SlowSocket } from "../testing/slow-socket.ts";
import { ConferenceChannels } from "./conference-channels.ts";

const CONSTRAINTS = {
  colibriClass: "SenderSourceConstraints",
  sourceName: "aaaaaaaa-v0",
  maxHeight: 360,
};
const VIDEO_TYPE = {
  colibriClass: "SourceVideoTypeMessage",
  sourceName: "aaaaaaaa-v0",
  videoType: "camera",
};

function start() {
  const commands: EndpointCommand[] = [];
  const channels = new ConferenceChannels(
    "conference",
    {
      ready: true,
      allocate: async () => Promise.reject(new Error("not asked for")),
      send: (command) => commands.push(command),
    },
    pino({ level: "silent" }),
  );
  const socket = new SlowSocket();
  channels.add("aaaaaaaa");
  channels.open("aaaaaaaa", socket.asWebSocket());
  return { channels, socket, commands };
}

function receive(socket: SlowSocket, message: object): void {
  socket.emit("message", Buffer.from(JSON.stringify(message)));
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a client that adds a source", () => {
  it("hears its constraints once more when it has set the source up", async () => {
    const { channels, socket, commands } = start();
    channels.send("aaaaaaaa", CONSTRAINTS);
    const settled = channels.settled("aaaaaaaa", 250);
    receive(socket, VIDEO_TYPE);
    await settled;
    const heard = socket.sent.map((text) => JSON.parse(text) as object);
    expect(heard.length).toBeGreaterThan(1);
    for (const message of heard) expect(message).toEqual(CONSTRAINTS);
    expect(commands).toContainEqual(expect.objectContaining({ message: VIDEO_TYPE }));
  });

  it("is taken to have done so after a moment when it says nothing", async () => {
    const { channels, socket } = start();
    channels.send("aaaaaaaa", CONSTRAINTS);
    const settled = channels.settled("aaaaaaaa", 250);
    await vi.advanceTimersByTimeAsync(249);
    expect(socket.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await settled;
    expect(socket.sent).toHaveLength(2);
  });

  it("leaves nobody waiting when it goes", async () => {
    const { channels } = start();
    const settled = channels.settled("aaaaaaaa", 250);
    channels.remove("aaaaaaaa");
    await expect(settled).resolves.toBeUndefined();
  });
});

describe("a channel", () => {
  it("is told to the media process as it opens and closes", () => {
    const { socket, commands } = start();
    socket.terminate();
    expect(commands).toMatchObject([
      { type: "bridgeChannel", open: true },
      { type: "bridgeChannel", open: false },
    ]);
  });

  it("that opens again takes the place of the old one", () => {
    const { channels, socket, commands } = start();
    const second = new SlowSocket();
    channels.open("aaaaaaaa", second.asWebSocket());
    expect(socket.terminated).toBe(true);
    channels.send("aaaaaaaa", CONSTRAINTS);
    expect(second.sent).toHaveLength(1);
    expect(commands.at(-1)).toMatchObject({ open: true });
  });

  it("cannot send to everybody without end", () => {
    const { channels, socket } = start();
    const other = new SlowSocket();
    channels.add("bbbbbbbb");
    channels.open("bbbbbbbb", other.asWebSocket());
    for (let index = 0; index < 200; index += 1) {
      receive(socket, { colibriClass: "EndpointMessage", to: "" });
    }
    expect(other.sent.length).toBeLessThanOrEqual(51);
    expect(socket.terminated).toBe(false);
  });
});

describe("the statistics of an endpoint", () => {
  const STATS = { colibriClass: "EndpointStats", bitrate: {} };

  it("go to everyone while they are few", () => {
    const { channels, socket, commands } = start();
    const other = new SlowSocket();
    channels.add("bbbbbbbb");
    channels.open("bbbbbbbb", other.asWebSocket());
    receive(socket, STATS);
    expect(other.sent.map((text) => JSON.parse(text) as object)).toEqual([
      { ...STATS, from: "aaaaaaaa" },
    ]);
    expect(commands).not.toContainEqual(expect.objectContaining({ message: STATS }));
  });

  it("are left to the media process, which knows who sees whom, when they are many", () => {
    const { channels, socket, commands } = start();
    const other = new SlowSocket();
    channels.add("bbbbbbbb");
    channels.open("bbbbbbbb", other.asWebSocket());
    for (let index = 0; index < 40; index += 1) channels.add(`c${index}`);
    receive(socket, STATS);
    expect(other.sent).toEqual([]);
    expect(commands).toContainEqual({
      type: "bridgeMessage",
      conference: "conference",
      endpoint: "aaaaaaaa",
      message: STATS,
    });
  });
});
