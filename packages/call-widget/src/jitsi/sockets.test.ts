import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { drop, tapSockets, type SocketTap } from "./sockets.ts";

const SERVICE = "wss://meet.example/xmpp-websocket";

class Socket extends EventTarget {
  closed = 0;
  constructor(readonly url: string) {
    super();
  }
  close(): void {
    this.closed += 1;
  }
  ends(): void {
    this.dispatchEvent(new Event("close"));
  }
}

describe("the tap on WebSockets", () => {
  let page: { WebSocket: typeof Socket };
  let tap: SocketTap;
  beforeEach(() => {
    page = { WebSocket: Socket };
    const made = tapSockets(page);
    if (!made) throw new Error("no tap");
    tap = made;
    vi.stubGlobal(
      "CloseEvent",
      class extends Event {
        readonly code: number;
        constructor(type: string, { code }: { code: number }) {
          super(type);
          this.code = code;
        }
      },
    );
  });
  afterEach(() => {
    tap.dispose();
    vi.unstubAllGlobals();
  });

  test("knows those to an address, whatever their token, until they end", () => {
    const one = new page.WebSocket(`${SERVICE}?room=a&token=x`);
    const other = new page.WebSocket("wss://meet.example/colibri-ws/1");
    expect(tap.to(other.url)).toEqual([other]);
    expect(tap.to(SERVICE)).toEqual([one]);
    one.ends();
    expect(tap.to(`${SERVICE}?previd=1`)).toEqual([]);
  });

  test("tells of the end of each once, and of no other's", () => {
    const heard = vi.fn<() => void>();
    const stop = tap.onEnd(SERVICE, heard);
    new page.WebSocket("wss://meet.example/colibri-ws/1").ends();
    expect(heard).not.toHaveBeenCalled();
    const socket = new page.WebSocket(`${SERVICE}?room=a`);
    socket.ends();
    socket.ends();
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    new page.WebSocket(SERVICE).ends();
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test("does not see what is opened past it", () => {
    const heard = vi.fn<() => void>();
    tap.onEnd(SERVICE, heard);
    const probe = tap.open(SERVICE, "xmpp");
    expect(tap.to(SERVICE)).toEqual([]);
    probe.dispatchEvent(new Event("close"));
    expect(heard).not.toHaveBeenCalled();
  });

  test("one that is dropped counts as lost at once, for the library too", () => {
    const socket = new page.WebSocket(SERVICE);
    const codes: unknown[] = [];
    socket.addEventListener("close", (event) => codes.push(Reflect.get(event, "code")));
    const [known] = tap.to(SERVICE);
    if (known) drop(known);
    expect(codes).toEqual([1006]);
    expect(socket.closed).toBe(1);
    expect(tap.to(SERVICE)).toEqual([]);
  });

  test("is put on once, and leaves nothing behind", () => {
    expect(tapSockets(page)).toBe(tap);
    tap.dispose();
    expect(page.WebSocket).toBe(Socket);
    expect(tapSockets({})).toBeUndefined();
  });

  test("tells two conferences of one page apart, whatever else their addresses say", () => {
    const call = new page.WebSocket(`${SERVICE}?token=a`);
    const aside = new page.WebSocket(`${SERVICE}?beside=b.s1&token=b&previd=c`);
    const ended = vi.fn<(which: string) => void>();
    tap.onEnd(SERVICE, () => ended("call"));
    tap.onEnd(`${SERVICE}?beside=b.s1`, () => ended("aside"));
    expect(tap.to(SERVICE)).toEqual([call]);
    expect(tap.to(`${SERVICE}?beside=b.s1`)).toEqual([aside]);
    aside.ends();
    expect(ended.mock.calls).toEqual([["aside"]]);
  });
});
