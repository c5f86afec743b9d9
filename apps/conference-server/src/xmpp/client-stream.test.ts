import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SlowSocket } from "../testing/slow-socket.ts";
import { ClientStream, type StreamContext } from "./client-stream.ts";
import { SessionRegistry } from "./session-registry.ts";

const context: StreamContext = {
  domain: "meet",
  sessions: new SessionRegistry("meet", { ended: () => {}, resumed: () => {} }),
  logger: pino({ level: "silent" }),
  authenticate: async () => ({ ok: false, problem: "token-missing" }),
  route: () => {},
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a signalling socket", () => {
  it("is cut when its client does not read", () => {
    const socket = new SlowSocket();
    const stream = new ClientStream(socket.asWebSocket(), context, null);
    for (let index = 0; index < 200; index += 1) stream.send("x".repeat(100_000));
    expect(socket.terminated).toBe(true);
    expect(socket.bufferedAmount).toBeLessThan(9_000_000);
  });

  it("is closed when nobody shows a token for ten seconds", () => {
    const socket = new SlowSocket();
    const stream = new ClientStream(socket.asWebSocket(), context, null);
    vi.advanceTimersByTime(9_900);
    expect(socket.terminated).toBe(false);
    vi.advanceTimersByTime(200);
    expect(socket.terminated).toBe(true);
    stream.send("nothing happens any more");
  });
});
