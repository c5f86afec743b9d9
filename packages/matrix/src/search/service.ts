import type { SnippetPart } from "../contract.ts";
import { StorageFailure } from "../storage/failure.ts";
import { IndexStore, type Notes } from "./index-store.ts";
import type { IndexedMessage, IndexQuery } from "./message.ts";
import { MessageIndex } from "./message-index.ts";
import { planOf } from "./plan.ts";
import { snippetOf } from "./snippet.ts";

/** Milliseconds after which new messages are written down. */
const WRITE_AFTER = 2000;

/** What the index is told at once; `notes` are written with it or not at all. */
export interface IndexUpdate {
  readonly add?: readonly IndexedMessage[];
  readonly remove?: readonly string[];
  readonly removeRooms?: readonly string[];
  /** By name; undefined forgets one. */
  readonly notes?: Notes;
}

export interface IndexHit {
  readonly message: IndexedMessage;
  readonly snippet: readonly SnippetPart[];
  readonly before?: IndexedMessage;
  readonly after?: IndexedMessage;
}

export interface IndexAnswer {
  readonly hits: readonly IndexHit[];
  readonly total: number;
  readonly near: boolean;
}

export interface IndexFigures {
  readonly messages: number;
  /** Bytes of the index outside of the heap. */
  readonly bytes: number;
  /** Bytes on disk; 0 without storage. */
  readonly stored: number;
}

/** What is done in the worker, for whoever runs it: all of it can be called through messages. */
export interface IndexService {
  /**
   * Opens and restores the index; has to come first.
   * @param options.store name of its sealed store; without one nothing is kept
   * @returns the notes, and why nothing can be kept if that is so
   */
  open(options: {
    readonly store?: string;
    readonly limit: number;
  }): Promise<{ readonly notes: Notes; readonly failure?: StorageFailure["code"] }>;
  /** @returns the messages whose text is gone because their edit was deleted: to be added again */
  update(update: IndexUpdate): Promise<{
    readonly again: readonly string[];
    /** Messages before this time (milliseconds since the epoch) have left. */
    readonly since?: number;
  }>;
  search(
    query: IndexQuery,
    options: { readonly limit: number; readonly skip?: number; readonly context?: boolean },
  ): Promise<IndexAnswer>;
  /** How many messages there are. */
  size(): Promise<number>;
  /** Writes what is waiting. */
  flush(): Promise<void>;
  /** Writes what is waiting. @returns whether everything is on disk, for another worker to find */
  settle(): Promise<boolean>;
  figures(): Promise<IndexFigures>;
  close(): Promise<void>;
}

/** The index with its storage. Deletions are written at once, the rest within two seconds. */
export class LocalIndex implements IndexService {
  #index = new MessageIndex(0);
  #store: IndexStore | undefined;
  #notes = new Map<string, unknown>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #failure: StorageFailure["code"] | undefined;

  async open(options: { readonly store?: string; readonly limit: number }) {
    this.#index = new MessageIndex(options.limit);
    if (options.store === undefined) return { notes: new Map<string, unknown>() };
    try {
      this.#store = await IndexStore.open(options.store);
      return { notes: await this.#store.restore(this.#index) };
    } catch (error) {
      this.#lose(error);
      return {
        notes: new Map<string, unknown>(),
        ...(this.#failure === undefined ? {} : { failure: this.#failure }),
      };
    }
  }

  async update({ add = [], remove = [], removeRooms = [], notes = new Map() }: IndexUpdate) {
    const again: string[] = [];
    for (const message of add) this.#index.add(message);
    for (const eventId of remove) {
      const lost = this.#index.remove(eventId);
      if (lost !== undefined) again.push(lost);
    }
    for (const roomId of removeRooms) this.#index.removeRoom(roomId);
    for (const [name, note] of notes) this.#notes.set(name, note);
    const since = this.#index.tidy();
    if (remove.length > 0 || removeRooms.length > 0) await this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), WRITE_AFTER);
    return { again, ...(since === undefined ? {} : { since }) };
  }

  async search(
    query: IndexQuery,
    options: { readonly limit: number; readonly skip?: number; readonly context?: boolean },
  ): Promise<IndexAnswer> {
    const { messages, total, near } = this.#index.search(query, options.limit, options.skip);
    const plan = planOf(query.text);
    const context = options.context === true ? this.#index.neighbours(messages) : [];
    const hits = messages.map((message, at): IndexHit => {
      const hit = { message, snippet: snippetOf(message.text, plan, near) };
      return Object.assign(hit, context[at]);
    });
    return { hits, total, near };
  }

  async size(): Promise<number> {
    return this.#index.size;
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(async () => this.#write());
    return this.#writing;
  }

  async settle(): Promise<boolean> {
    await this.flush();
    return this.#store !== undefined;
  }

  async figures(): Promise<IndexFigures> {
    return {
      messages: this.#index.size,
      bytes: this.#index.bytes,
      stored: (await this.#store?.size()) ?? 0,
    };
  }

  async close(): Promise<void> {
    await this.flush();
    this.#store?.close();
    this.#store = undefined;
  }

  async #write(): Promise<void> {
    const notes = this.#notes;
    this.#notes = new Map();
    try {
      await this.#store?.write(this.#index, notes);
    } catch (error) {
      this.#lose(error);
    }
  }

  /** Without storage the search goes on with what is in memory, until the next start. */
  #lose(error: unknown): void {
    this.#failure = error instanceof StorageFailure ? error.code : "unavailable";
    this.#store?.close();
    this.#store = undefined;
  }
}
