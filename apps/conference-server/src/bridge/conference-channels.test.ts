import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EndpointCommand } from "../media-process/media-process.ts";
import { SlowSocket } from "../testing/slow-socket.ts";
import { type ChannelRules, ConferenceChannels } from "./conference-channels.ts";

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

function start(rules?: ChannelRules) {
  const commands: EndpointCommand[] = [];
  const channels = new ConferenceChannels(
    "conference",
    {
      ready: true,
      allocate: async () => Promise.reject(new Error("not asked for")),
      send: (command) => commands.push(command),
    },
    pino({ level: "silent" }),
    rules,
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

function withReader(sees = true) {
  const { channels, socket } = start({ mayChat: () => true, sees: () => sees });
  const reader = new SlowSocket();
  channels.add("bbbbbbbb");
  channels.open("bbbbbbbb", reader.asWebSocket());
  const heard = (type: string) => reader.sent.filter((text) => text.includes(type)).length;
  return { socket, heard };
}

describe("real-time text", () => {
  const letters = {
    colibriClass: "EndpointMessage",
    to: "",
    msgPayload: { type: "chat.plenum.rtt" },
  };
  const sign = {
    colibriClass: "EndpointMessage",
    to: "",
    msgPayload: { type: "chat.plenum.reaction" },
  };

  it("goes on while somebody has used up what may be sent otherwise, and the other way round", () => {
    const { socket, heard } = withReader();
    for (let index = 0; index < 60; index += 1) receive(socket, sign);
    for (let index = 0; index < 60; index += 1) receive(socket, letters);
    expect(heard("reaction")).toBe(50);
    expect(heard("rtt")).toBe(30);
    vi.advanceTimersByTime(1_000);
    for (let index = 0; index < 20; index += 1) receive(socket, letters);
    expect(heard("rtt")).toBe(40);
  });

  it("is kept from whoever does not see the writer, and is never large", () => {
    const unseen = withReader(false);
    receive(unseen.socket, letters);
    expect(unseen.heard("rtt")).toBe(0);
    const large = withReader();
    receive(large.socket, { ...letters, more: "x".repeat(9_000) });
    expect(large.heard("rtt")).toBe(0);
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
