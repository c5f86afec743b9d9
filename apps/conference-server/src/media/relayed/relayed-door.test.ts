import { createSocket, type Socket } from "node:dgram";
import { createHmac, randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RelayedDoor } from "./relayed-door.ts";
import { isSigned, lacksTieBreaker, readStun } from "./stun.ts";

const ANNA = { ufrag: "anna", pwd: "the password of Anna's offer" };

/** A UDP socket that keeps what comes. */
class Post {
  readonly socket: Socket = createSocket("udp4");
  readonly #received: { packet: Buffer; port: number }[] = [];
  #waiting: ((item: { packet: Buffer; port: number }) => void)[] = [];

  static async open(): Promise<Post> {
    const post = new Post();
    post.socket.on("message", (packet, { port }) => {
      const next = post.#waiting.shift();
      if (next) next({ packet, port });
      else post.#received.push({ packet, port });
    });
    await new Promise<void>((resolve) => {
      post.socket.bind(0, "127.0.0.1", resolve);
    });
    return post;
  }

  get port(): number {
    return this.socket.address().port;
  }

  get isEmpty(): boolean {
    return this.#received.length === 0;
  }

  send(packet: Buffer, port: number): void {
    this.socket.send(packet, port, "127.0.0.1");
  }

  async next(): Promise<{ packet: Buffer; port: number }> {
    const first = this.#received.shift();
    return first ?? new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** A check as Chromium sends it, for whoever `username` begins with. */
function check(pwd: string, tieBreaker: bigint, ufrag = ANNA.ufrag): Buffer {
  const value = Buffer.alloc(8);
  value.writeBigUInt64BE(tieBreaker);
  const body = Buffer.concat([
    attribute(0x0006, Buffer.from(`${ufrag}:browser`)),
    attribute(0x8029, value),
  ]);
  const head = Buffer.concat([Buffer.from("000100002112a442", "hex"), randomBytes(12)]);
  head.writeUInt16BE(body.length + 24, 2);
  const unsigned = Buffer.concat([head, body]);
  const signature = createHmac("sha1", pwd).update(unsigned).digest();
  return Buffer.concat([unsigned, attribute(0x0008, signature)]);
}

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)]);
}

const MEDIA = Buffer.from("8060000100000000000000010102030405060708", "hex");

describe("the door for relays", () => {
  let library: Post;
  let relay: Post;
  let door: RelayedDoor;

  beforeEach(async () => {
    [library, relay] = await Promise.all([Post.open(), Post.open()]);
    const free = await Post.open();
    const { port } = free;
    await new Promise<void>((resolve) => {
      free.socket.close(resolve);
    });
    door = await RelayedDoor.open({
      port,
      listenAddress: "127.0.0.1",
      mediaPort: library.port,
    });
    door.admit(ANNA);
  });
  afterEach(() => {
    door.close();
    library.socket.close();
    relay.socket.close();
  });

  it("mends checks without a tie-breaker and passes on everything after them, both ways", async () => {
    relay.send(check(ANNA.pwd, 0n), door.port);
    const first = await library.next();
    const mended = readStun(first.packet)!;
    expect(lacksTieBreaker(mended)).toBe(false);
    expect(isSigned(mended, ANNA.pwd)).toBe(true);

    relay.send(MEDIA, door.port);
    const second = await library.next();
    expect(second).toEqual({ packet: MEDIA, port: first.port });

    library.send(MEDIA, first.port);
    expect(await relay.next()).toEqual({ packet: MEDIA, port: door.port });
  });

  it.each([
    ["media before any check", () => MEDIA],
    ["checks that the library understands", () => check(ANNA.pwd, 7n)],
    ["checks of somebody without the password", () => check("a guess", 0n)],
    ["checks for nobody", () => check(ANNA.pwd, 0n, "ghost")],
  ])("lets nothing else in: %s", async (_what, packet) => {
    relay.send(packet(), door.port);
    // What comes after it shows that it was looked at.
    const other = await Post.open();
    other.send(check(ANNA.pwd, 0n), door.port);
    await library.next();
    other.socket.close();
    expect(library.isEmpty).toBe(true);
    expect(relay.isEmpty).toBe(true);
  });

  it("closes for who has left, and after a minute without a packet", async () => {
    for (const end of [
      (): void => door.forget(ANNA),
      (): void => door.sweep(performance.now() + 61_000),
    ]) {
      door.admit(ANNA);
      relay.send(check(ANNA.pwd, 0n), door.port);
      const { port } = await library.next();
      end();
      relay.send(MEDIA, door.port);
      door.admit(ANNA);
      relay.send(check(ANNA.pwd, 0n), door.port);
      const again = await library.next();
      expect(readStun(again.packet)).toBeDefined();
      expect(again.port).not.toBe(port);
    }
  });

  it("knows when the library answers past it", async () => {
    expect(door.isPassedBy(ANNA, relay.port)).toBe(false);
    relay.send(check(ANNA.pwd, 0n), door.port);
    const { port } = await library.next();
    expect(door.knows(ANNA)).toBe(true);
    expect(door.isPassedBy(ANNA, port)).toBe(false);
    expect(door.isPassedBy(ANNA, relay.port)).toBe(true);
  });

  it("keeps what others say to the way of a relay from its browser", async () => {
    relay.send(check(ANNA.pwd, 0n), door.port);
    const { port } = await library.next();
    const stranger = await Post.open();
    stranger.send(MEDIA, port);
    library.send(Buffer.from([...MEDIA, 1]), port);
    expect((await relay.next()).packet).toHaveLength(MEDIA.length + 1);
    stranger.socket.close();
  });

  it("says so when its port is taken", async () => {
    const second = RelayedDoor.open({ port: door.port, listenAddress: "127.0.0.1", mediaPort: 1 });
    await expect(second).rejects.toThrow(/EADDRINUSE/);
  });
});
