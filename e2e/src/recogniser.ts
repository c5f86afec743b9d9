import { type WebSocket, WebSocketServer } from "ws";
import { installation } from "./installation.ts";

/** Of 32,767; the browser's own beep is far above it, its silence far below. */
const LOUD = 1_000;

/**
 * Stands where the agency's recogniser of speech would, and speaks the protocol of Vosk's server.
 * It counts what it hears, and understands what the story tells it to.
 */
export class Recogniser {
  readonly #server: WebSocketServer;
  #speaker: WebSocket | undefined;
  #sampleRate: unknown;
  #samples = 0;
  #loud = 0;

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on("connection", (socket) => {
      this.#speaker = socket;
      socket.on("message", (data, isBinary) => {
        if (!Buffer.isBuffer(data)) return;
        if (isBinary) this.#hear(data);
        else this.#sampleRate = sampleRateOf(data.toString("utf8"));
      });
    });
  }

  /** @throws Error where the installation has no captions, or somebody else listens there */
  static async listen(): Promise<Recogniser> {
    const url = installation.conference.captions?.url;
    if (url === undefined) throw new Error("the installation has no captions: ./plenum test e2e");
    const { hostname: host, port } = new URL(url);
    const server = new WebSocketServer({ host, port: Number(port) });
    await new Promise<void>((resolve, reject) => {
      server.once("listening", resolve);
      server.once("error", reject);
    });
    return new Recogniser(server);
  }

  /** As it was told before the first sound. */
  get sampleRate(): unknown {
    return this.#sampleRate;
  }

  /** Samples, since it listens. */
  get heard(): { readonly samples: number; readonly loud: number } {
    return { samples: this.#samples, loud: this.#loud };
  }

  understands(words: string): void {
    this.#speaker?.send(JSON.stringify({ partial: words }));
  }

  endsSentence(words: string): void {
    this.#speaker?.send(JSON.stringify({ text: words }));
  }

  /** Breaks off, and is not to be reached afterwards. */
  async close(): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #hear(sound: Buffer): void {
    for (let at = 0; at + 1 < sound.length; at += 2) {
      this.#samples += 1;
      if (Math.abs(sound.readInt16LE(at)) > LOUD) this.#loud += 1;
    }
  }
}

function sampleRateOf(message: string): unknown {
  const { config } = JSON.parse(message) as { config?: { sample_rate?: unknown } };
  return config?.sample_rate;
}
