import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { WebSocket, WebSocketServer, type RawData } from "ws";
import { TokenBucket } from "../xmpp/token-bucket.ts";

/** Samples a second, one channel of 16 bits each. */
export const SAMPLE_RATE = 16_000;
const BYTES_PER_SECOND = SAMPLE_RATE * 2;
/** What comes faster than it can be spoken is not speech. */
const RATE = 1.5;
const BURST_SECONDS = 5;
const MAX_SOUND = 64_000;
const MAX_TEXT = 16_384;
const MAX_LISTENERS = 200;
/** Bytes that may wait for a recogniser that does not keep up. */
const MAX_WAITING = 1_000_000;
/** Milliseconds without sound after which nobody speaks any more. */
const SILENCE = 120_000;

/**
 * The way from browsers to the agency's recogniser of speech, which stays inside: sound goes up, text
 * comes down, as Vosk's server has it. Nothing is kept, and nothing of it is logged.
 * @see https://alphacephei.com/vosk/server
 */
export class Captions {
  readonly #url: string;
  readonly #logger: Logger;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_SOUND });

  /** @param url of the recogniser's WebSocket */
  constructor(url: string, logger: Logger) {
    this.#url = url;
    this.#logger = logger;
  }

  /** Whether one more can be listened to. */
  get hasRoom(): boolean {
    return this.#sockets.clients.size < MAX_LISTENERS;
  }

  /** Takes a socket of somebody whose token has been looked at. */
  open(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, socket, head, (speaker) => this.#connect(speaker));
  }

  close(): void {
    for (const speaker of this.#sockets.clients) speaker.close(1001);
  }

  #connect(speaker: WebSocket): void {
    const recogniser = new WebSocket(this.#url, { maxPayload: MAX_TEXT, handshakeTimeout: 5_000 });
    const sound = new TokenBucket(
      BYTES_PER_SECOND * RATE,
      BYTES_PER_SECOND * BURST_SECONDS,
      performance.now(),
    );
    const early: Buffer[] = [];
    let timer: NodeJS.Timeout | undefined;
    const end = (code: number): void => {
      clearTimeout(timer);
      speaker.close(code);
      recogniser.close();
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end(1000), SILENCE);
    };
    wait();
    speaker.on("message", (data: RawData, isBinary) => {
      if (!Buffer.isBuffer(data) || !isBinary) return;
      if (!sound.take(data.length, performance.now())) {
        end(1008);
        return;
      }
      wait();
      if (recogniser.readyState === WebSocket.CONNECTING) early.push(data);
      else if (
        recogniser.readyState === WebSocket.OPEN &&
        recogniser.bufferedAmount < MAX_WAITING
      ) {
        recogniser.send(data);
      }
    });
    recogniser.on("open", () => {
      recogniser.send(JSON.stringify({ config: { sample_rate: SAMPLE_RATE } }));
      for (const data of early.splice(0)) recogniser.send(data);
    });
    recogniser.on("message", (data: RawData, isBinary) => {
      if (isBinary || !Buffer.isBuffer(data) || speaker.readyState !== WebSocket.OPEN) return;
      speaker.send(data.toString("utf8"));
    });
    speaker.on("error", () => speaker.terminate());
    recogniser.on("error", (error) => {
      this.#logger.warn({ reason: error.message }, "the recogniser of speech does not answer");
      // 1013: try again later.
      end(1013);
    });
    speaker.on("close", () => end(1000));
    recogniser.on("close", () => end(1011));
  }
}
