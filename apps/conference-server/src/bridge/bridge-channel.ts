import type { RawData, WebSocket } from "ws";
import type { Logger } from "pino";
import { z } from "zod";
import { TokenBucket } from "../xmpp/token-bucket.ts";

/** A colibri message: a JSON object with a class name. */
const colibriMessageSchema = z.looseObject({ colibriClass: z.string().max(100) });
export type ColibriMessage = z.infer<typeof colibriMessageSchema>;

/** Who listens to a bridge channel. */
export interface ChannelObserver {
  channelMessage(channel: BridgeChannel, message: ColibriMessage): void;
  channelClosed(channel: BridgeChannel): void;
}

/** Characters of one message. */
export const MAX_CHANNEL_MESSAGE = 32_768;
const MESSAGES_PER_SECOND = 50;
const MESSAGE_BURST = 300;
/** Bytes beyond which messages to a slow reader are dropped, and beyond which it is cut. */
const DROP_ABOVE = 500_000;
const CUT_ABOVE = 4_000_000;
const KEEP_ALIVE_MS = 20_000;

/** The bridge channel of one endpoint: JSON over a WebSocket, limited in size and speed. */
export class BridgeChannel {
  readonly #socket: WebSocket;
  readonly #logger: Logger;
  readonly #observer: ChannelObserver;
  readonly #bucket = new TokenBucket(MESSAGES_PER_SECOND, MESSAGE_BURST, performance.now());
  readonly #timer: NodeJS.Timeout;
  #alive = true;

  constructor(socket: WebSocket, logger: Logger, observer: ChannelObserver) {
    this.#socket = socket;
    this.#logger = logger;
    this.#observer = observer;
    this.#timer = setInterval(() => {
      this.#checkAlive();
    }, KEEP_ALIVE_MS);
    socket.on("message", (data: RawData) => {
      this.#alive = true;
      this.#receive(data);
    });
    socket.on("pong", () => {
      this.#alive = true;
    });
    socket.on("error", () => {
      // "close" follows and does the work.
    });
    socket.on("close", () => {
      clearInterval(this.#timer);
      this.#observer.channelClosed(this);
    });
  }

  /** @param droppable whether the message may be left out for a reader that is behind */
  send(text: string, droppable = false): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > CUT_ABOVE) {
      this.#logger.warn("bridge channel cut: reader too slow");
      this.#socket.terminate();
      return;
    }
    if (droppable && this.#socket.bufferedAmount > DROP_ABOVE) return;
    this.#socket.send(text);
  }

  close(code = 1000): void {
    this.#socket.close(code);
  }

  #receive(data: RawData): void {
    if (!this.#bucket.take(1, performance.now())) {
      this.#logger.warn("bridge channel cut: too many messages");
      this.#socket.close(1008);
      return;
    }
    const message = parseMessage(data);
    if (message === null) {
      this.#logger.warn("bridge message refused");
      return;
    }
    this.#observer.channelMessage(this, message);
  }

  #checkAlive(): void {
    if (!this.#alive) {
      this.#socket.terminate();
      return;
    }
    this.#alive = false;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }
}

function parseMessage(data: RawData): ColibriMessage | null {
  try {
    const text = Buffer.isBuffer(data) ? data.toString("utf8") : "";
    const parsed = colibriMessageSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
