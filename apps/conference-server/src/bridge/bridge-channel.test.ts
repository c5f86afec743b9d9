import { pino } from "pino";
import { describe, expect, it, vi } from "vitest";
import { SlowSocket } from "../testing/slow-socket.ts";
import { BridgeChannel } from "./bridge-channel.ts";

const logger = pino({ level: "silent" });

describe("a bridge channel whose client does not read", () => {
  it("first misses what can be missed, then is cut", () => {
    const socket = new SlowSocket();
    const channelClosed = vi.fn<() => void>();
    const channel = new BridgeChannel(socket.asWebSocket(), logger, {
      channelMessage: () => {},
      channelClosed,
    });
    const text = "x".repeat(100_000);
    for (let index = 0; index < 10; index += 1) channel.send(text, true);
    expect(socket.bufferedAmount).toBeLessThanOrEqual(600_000);
    for (let index = 0; index < 100; index += 1) channel.send(text);
    expect(socket.terminated).toBe(true);
    expect(socket.bufferedAmount).toBeLessThan(5_000_000);
    expect(channelClosed).toHaveBeenCalledOnce();
  });
});
