import { CryptoEvent } from "matrix-js-sdk/lib/crypto-api/CryptoEvent.js";
import type { IEvent } from "matrix-js-sdk/lib/models/event.js";
import { toFailure } from "../errors/failure.ts";
import { path } from "../session/api.ts";
import type { Lifetime } from "../observable/lifetime.ts";
import type { Engine } from "../session/engine.ts";
import { toRawEvent } from "../timeline/from-sdk.ts";
import { clampTime, field, isRecord, text } from "../untrusted/guards.ts";
import { nextToken, type ReadPage, type RoomNote } from "./coverage.ts";
import { toIndexed } from "./from-event.ts";
import type { IndexedMessage } from "./message.ts";
import type { Quiet } from "./quiet.ts";

const PAGE = 100;
/** Milliseconds between two requests. */
const BETWEEN = 1000;
/** Milliseconds to wait after a refusal, or while the server is away. */
const AFTER_FAILURE = 30_000;
/** Events opened in one go. */
const OPENED_AT_ONCE = 10;

export interface CrawlerEvents {
  /** The room to read on in; undefined when there is none. */
  next(): { readonly roomId: string; readonly note: RoomNote } | undefined;
  /** A page was read. */
  read(roomId: string, messages: readonly IndexedMessage[], page: ReadPage): void;
  /** The server gives no more of this room to us. */
  refused(roomId: string): void;
  /** New keys: what could not be opened may be readable now. */
  keysCame(): void;
}

/**
 * Reads older history of encrypted rooms, one page after the other and never in a hurry: one
 * request a second, none while somebody writes, is in a call, or looks elsewhere.
 */
export class Crawler {
  #wake: (() => void) | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly lifetime: Lifetime,
    private readonly quiet: Quiet,
    private readonly events: CrawlerEvents,
  ) {
    const { client } = engine;
    const keysCame = (): void => {
      events.keysCame();
      this.wake();
    };
    client.on(CryptoEvent.KeyBackupDecryptionKeyCached, keysCame);
    lifetime.add(() => client.off(CryptoEvent.KeyBackupDecryptionKeyCached, keysCame));
  }

  /** There is something to read again. */
  wake(): void {
    this.#wake?.();
  }

  /** Runs as long as the engine lives. */
  async run(): Promise<void> {
    const { lifetime } = this;
    while (!lifetime.ended) {
      await this.quiet.wait();
      if (lifetime.ended) return;
      const next = this.events.next();
      if (next === undefined) {
        await this.#pause(undefined);
        continue;
      }
      const delay = await this.#readPage(next.roomId, next.note);
      if (!lifetime.ended) await this.#pause(delay);
    }
  }

  /** @returns milliseconds until the next request */
  async #readPage(roomId: string, note: RoomNote): Promise<number> {
    const token = nextToken(note) ?? "";
    let answer: unknown;
    try {
      answer = await this.engine.api.request({
        method: "GET",
        path: path("v3", "rooms", roomId, "messages"),
        query: { dir: "b", limit: String(PAGE), ...(token === "" ? {} : { from: token }) },
        signal: this.lifetime.signal,
      });
    } catch (error) {
      const { code, retryAfter } = toFailure(error);
      if (code === "forbidden" || code === "not-found") this.events.refused(roomId);
      return Math.max(retryAfter ?? 0, code === "forbidden" ? BETWEEN : AFTER_FAILURE);
    }
    const chunk = field(answer, "chunk");
    const { messages, page } = await this.#open(roomId, Array.isArray(chunk) ? chunk : []);
    if (this.lifetime.ended) return BETWEEN;
    const end = text(answer, "end", 4096);
    // The same place again would be an endless loop.
    const goesOn = end !== undefined && end !== token && page.eventIds.length > 0;
    this.events.read(roomId, messages, { ...page, ...(goesOn ? { end } : {}) });
    return BETWEEN;
  }

  async #open(roomId: string, chunk: readonly unknown[]) {
    const { client, tokens } = this.engine;
    const now = Date.now();
    const map = client.getEventMapper({ decrypt: false });
    const messages: IndexedMessage[] = [];
    const eventIds: string[] = [];
    let oldestTime = now;
    let locked = 0;
    const raws = chunk.filter(
      (raw) => isRecord(raw) && typeof raw["event_id"] === "string" && isRecord(raw["content"]),
    );
    for (let at = 0; at < raws.length; at += OPENED_AT_ONCE) {
      await this.quiet.wait();
      for (const raw of raws.slice(at, at + OPENED_AT_ONCE)) {
        const event = map({ ...(raw as Partial<IEvent>), room_id: roomId });
        eventIds.push(event.getId() ?? "");
        oldestTime = Math.min(oldestTime, clampTime(event.getTs(), now));
        if (event.isEncrypted() && !event.isRedacted()) await client.decryptEventIfNeeded(event);
        if (event.isDecryptionFailure()) locked += 1;
        const message = toIndexed(toRawEvent(event, tokens.credentials.userId), roomId, now);
        if (message !== undefined) messages.push(message);
      }
    }
    return { messages, page: { eventIds, oldestTime, locked } };
  }

  /** @param delay milliseconds; undefined until `wake` */
  async #pause(delay: number | undefined): Promise<void> {
    const { lifetime } = this;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        cancel?.();
        this.#wake = undefined;
        lifetime.signal.removeEventListener("abort", done);
        resolve();
      };
      const cancel = delay === undefined ? undefined : lifetime.timeout(delay, done);
      lifetime.signal.addEventListener("abort", done, { once: true });
      if (delay === undefined) this.#wake = done;
    });
  }
}
