import type { AddressInfo } from "node:net";
import { WebSocketServer, type RawData } from "ws";

/** Samples of a frame: 20 ms at 16 kHz. */
const FRAME = 320;
/** Mean amplitude above which a frame is loud, of 32,768. */
const LOUD = 1_000;
/** Quiet frames that end a burst, and an utterance. */
const BURST_ENDS = 5;
const UTTERANCE_ENDS = 40;
const NUMBERS = ["eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"];

/**
 * A recogniser for tests that speaks Vosk's protocol and hears no words: it counts bursts of sound, and
 * says the count after each. What it answers depends on nothing but the sound that came.
 */
export class SmallRecogniser {
  readonly url: string;
  /** What was said before the sound, by every client. */
  readonly configurations: unknown[] = [];
  readonly #server: WebSocketServer;

  private constructor(server: WebSocketServer, url: string) {
    this.#server = server;
    this.url = url;
    server.on("connection", (socket) => {
      const ear = new Ear((answer) => socket.send(JSON.stringify(answer)));
      socket.on("message", (data: RawData, isBinary) => {
        if (!Buffer.isBuffer(data)) return;
        if (isBinary) ear.hear(data);
        else this.configurations.push(JSON.parse(data.toString("utf8")));
      });
    });
  }

  /** @param port 0 for any */
  static async start(port = 0): Promise<SmallRecogniser> {
    const server = new WebSocketServer({ host: "127.0.0.1", port });
    await new Promise((resolve) => server.once("listening", resolve));
    const { port: chosen } = server.address() as AddressInfo;
    return new SmallRecogniser(server, `ws://127.0.0.1:${chosen}`);
  }

  async stop(): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

class Ear {
  #rest = Buffer.alloc(0);
  #quiet = BURST_ENDS;
  #words: readonly string[] = [];

  constructor(private readonly answer: (answer: { partial: string } | { text: string }) => void) {}

  hear(data: Buffer): void {
    const all = Buffer.concat([this.#rest, data]);
    const frames = Math.floor(all.length / (FRAME * 2));
    for (let index = 0; index < frames; index += 1) this.#frame(all, index * FRAME * 2);
    this.#rest = all.subarray(frames * FRAME * 2);
  }

  #frame(all: Buffer, offset: number): void {
    let sum = 0;
    for (let index = 0; index < FRAME; index += 1) {
      sum += Math.abs(all.readInt16LE(offset + index * 2));
    }
    if (sum / FRAME >= LOUD) {
      if (this.#quiet >= BURST_ENDS) this.#burst();
      this.#quiet = 0;
      return;
    }
    this.#quiet += 1;
    if (this.#quiet !== UTTERANCE_ENDS || this.#words.length === 0) return;
    this.answer({ text: this.#words.join(" ") });
    this.#words = [];
  }

  #burst(): void {
    this.#words = [...this.#words, NUMBERS[this.#words.length] ?? "viele"];
    this.answer({ partial: this.#words.join(" ") });
  }
}
