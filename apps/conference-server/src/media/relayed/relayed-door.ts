import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import {
  isSigned,
  lacksTieBreaker,
  readStun,
  receiverOf,
  withMappedAddress,
  mendedCheck,
} from "./stun.ts";

/** Milliseconds without a packet after which a way is given up; browsers check every few seconds. */
const IDLE_MS = 60_000;
/** A browser has a relay for each server and kind of address at most; the oldest gives way. */
const MAX_WAYS_EACH = 8;
const BUFFER_BYTES = 2 ** 21;

export interface RelayedDoorOptions {
  /** UDP port of the door. */
  readonly port: number;
  /** Address to listen on; without it all of them. */
  readonly listenAddress?: string | undefined;
  /** UDP port of the media library, on this machine. */
  readonly mediaPort: number;
}

/** Who may come in, as their offers say. */
export interface Admitted {
  readonly ufrag: string;
  readonly pwd: string;
}

/** The way of one relay through the door: a socket of its own, so that the library can tell it. */
interface Way {
  readonly who: Admitted;
  readonly from: RemoteInfo;
  readonly socket: Socket;
  usedAt: number;
}

/**
 * A second entrance to the media port, for browsers whose connectivity checks the library refuses:
 * Chromium behind a TURN server that it reaches over TCP or TLS sends them with a tie-breaker of 0,
 * which libjuice answers with 400 (decision 0042). Here such checks get a tie-breaker of 1, and their
 * packets are handed on to the media port; answers go back the same way.
 *
 * Checks that the library understands are not answered here, so that nobody takes the longer way
 * who has the other one.
 */
export class RelayedDoor {
  readonly #options: RelayedDoorOptions;
  /** Where the library listens, as seen from this process. */
  readonly #library: string;
  readonly #socket: Socket;
  readonly #admitted = new Map<string, Admitted>();
  readonly #ways = new Map<string, Way>();
  #open = false;
  #closed = false;

  private constructor(options: RelayedDoorOptions, socket: Socket) {
    this.#options = options;
    this.#library = options.listenAddress ?? "127.0.0.1";
    this.#socket = socket;
    socket.on("message", (packet, from) => this.#fromRelay(packet, from));
    socket.on("error", () => this.close());
  }

  /** @throws Error when the port is taken */
  static async open(options: RelayedDoorOptions): Promise<RelayedDoor> {
    const address = options.listenAddress ?? "0.0.0.0";
    const socket = socketFor(address);
    const door = new RelayedDoor(options, socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.bind({ port: options.port, address, exclusive: true }, () => {
        socket.off("error", reject);
        resolve();
      });
    });
    door.#open = true;
    return door;
  }

  /** Whether people can be sent here. */
  get isOpen(): boolean {
    return this.#open && !this.#closed;
  }

  get port(): number {
    return this.#options.port;
  }

  admit(who: Admitted): void {
    this.#admitted.set(who.ufrag, who);
  }

  forget({ ufrag }: Admitted): void {
    this.#admitted.delete(ufrag);
    for (const [key, way] of this.#ways) if (way.who.ufrag === ufrag) this.#end(key, way);
  }

  /** Whether somebody has come in here. */
  knows(who: Admitted): boolean {
    return this.#waysOf(who).length > 0;
  }

  /**
   * Whether somebody has come in here, and the library sends past this door all the same.
   * @param port to which it sends
   */
  isPassedBy(who: Admitted, port: number): boolean {
    const own = this.#waysOf(who);
    return own.length > 0 && own.every(([, { socket }]) => portOf(socket) !== port);
  }

  /** Gives up ways that nobody uses any more. @param now milliseconds of a steady clock */
  sweep(now: number): void {
    for (const [key, way] of this.#ways) if (now - way.usedAt > IDLE_MS) this.#end(key, way);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const [key, way] of this.#ways) this.#end(key, way);
    this.#admitted.clear();
    this.#socket.close();
  }

  #fromRelay(packet: Buffer, from: RemoteInfo): void {
    const key = `${from.address} ${from.port}`;
    const message = readStun(packet);
    const receiver = message && receiverOf(message);
    let way = this.#ways.get(key);
    let onward = packet;
    if (message && receiver !== undefined) {
      const who = this.#admitted.get(receiver);
      if (who === undefined || !isSigned(message, who.pwd)) return;
      if (lacksTieBreaker(message)) {
        onward = mendedCheck(message, who.pwd);
        if (way?.who !== who) {
          // A relay's port may be another one's a moment later.
          if (way) this.#end(key, way);
          way = this.#begin(key, from, who);
        }
      }
    }
    if (way === undefined) return;
    way.usedAt = performance.now();
    way.socket.send(onward, this.#options.mediaPort, this.#library);
  }

  #waysOf({ ufrag }: Admitted): readonly (readonly [key: string, way: Way])[] {
    if (this.#ways.size === 0) return [];
    return [...this.#ways].filter(([, { who }]) => who.ufrag === ufrag);
  }

  #begin(key: string, from: RemoteInfo, who: Admitted): Way {
    const own = this.#waysOf(who);
    const oldest = own.toSorted(([, a], [, b]) => a.usedAt - b.usedAt)[0];
    if (oldest && own.length >= MAX_WAYS_EACH) this.#end(...oldest);
    const way: Way = { who, from, socket: socketFor(this.#library), usedAt: performance.now() };
    way.socket.on("message", (packet, { port, address }) => {
      if (port === this.#options.mediaPort && address === this.#library) {
        this.#fromLibrary(way, packet);
      }
    });
    way.socket.on("error", () => {
      if (this.#ways.get(key) === way) this.#end(key, way);
    });
    this.#ways.set(key, way);
    return way;
  }

  #fromLibrary({ from, who }: Way, packet: Buffer): void {
    const message = readStun(packet);
    const answer = message && withMappedAddress(message, from, who.pwd);
    this.#socket.send(answer ?? packet, from.port, from.address);
  }

  #end(key: string, way: Way): void {
    this.#ways.delete(key);
    way.socket.close();
  }
}

/** 0 before the first packet has gone out. */
function portOf(socket: Socket): number {
  try {
    return socket.address().port;
  } catch {
    return 0;
  }
}

function socketFor(address: string): Socket {
  return createSocket({
    type: isIPv6(address) ? "udp6" : "udp4",
    recvBufferSize: BUFFER_BYTES,
    sendBufferSize: BUFFER_BYTES,
    // All addresses are numbers: nothing has to be looked up, and nothing waits.
    lookup: (host, _options, done) => done(null, host, isIPv6(host) ? 6 : 4),
  });
}
