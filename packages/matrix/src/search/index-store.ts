import { z } from "zod";
import { StorageFailure } from "../storage/failure.ts";
import { fromRecord, SealedStore, toRecord } from "../storage/sealed-store.ts";
import type { IndexedMessage } from "./message.ts";
import type { MessageIndex } from "./message-index.ts";
import { Segment } from "./segment.ts";

/** Changes with the form of the records: what was written in another form is deleted. */
const FORM = 1;
const SEGMENT = "segment/";
const FRESH = "fresh/";
const NOTE = "note/";

const messageSchema: z.ZodType<IndexedMessage> = z.object({
  eventId: z.string(),
  roomId: z.string(),
  sender: z.string(),
  timestamp: z.number(),
  kind: z.enum(["text", "picture", "file", "poll"]),
  text: z.string(),
  edit: z.object({ eventId: z.string(), timestamp: z.number() }).exactOptional(),
});

/** What is kept beside the messages: how far the history of a room has been read. */
export type Notes = ReadonlyMap<string, unknown>;

/**
 * The index on disk, sealed. Fresh messages are written in small records, one a flush; a full
 * segment replaces them in one transaction. So a kill at any moment loses what came since the last
 * flush, and nothing else.
 */
export class IndexStore {
  #freshRecords: string[] = [];
  #nextFresh = 1;

  private constructor(private readonly store: SealedStore) {}

  /** @throws StorageFailure */
  static async open(name: string): Promise<IndexStore> {
    return new IndexStore(await SealedStore.open(name));
  }

  /**
   * Reads everything into an index, segment by segment.
   * @returns the notes; none if something was damaged, so that what is missing is fetched again
   * @throws StorageFailure
   */
  async restore(index: MessageIndex): Promise<Notes> {
    const names = await this.store.keys();
    const form = names.includes("form") ? await this.#read("form") : undefined;
    if (form !== FORM) {
      await this.store.put([["form", toRecord(FORM)]], names);
      return new Map();
    }
    let damaged = false;
    const whole = async (name: string, read: (name: string) => Promise<void>): Promise<void> => {
      try {
        await read(name);
      } catch (error) {
        if (error instanceof StorageFailure && error.code !== "damaged") throw error;
        damaged = true;
        await this.store.delete(name);
      }
    };
    for (const name of names.filter((one) => one.startsWith(SEGMENT))) {
      await whole(name, async () => {
        const bytes = await this.store.get(name);
        if (bytes !== undefined) index.restore(numberOf(name), Segment.from(bytes));
      });
    }
    for (const name of names.filter((one) => one.startsWith(FRESH)).toSorted(byNumber)) {
      await whole(name, async () => {
        index.restoreFresh(z.array(messageSchema).parse(await this.#read(name)));
        this.#freshRecords.push(name);
        this.#nextFresh = numberOf(name) + 1;
      });
    }
    const notes = new Map<string, unknown>();
    for (const name of names.filter((one) => one.startsWith(NOTE))) {
      await whole(name, async () => {
        notes.set(name.slice(NOTE.length), await this.#read(name));
      });
    }
    if (!damaged) return notes;
    await this.store.delete(...names.filter((name) => name.startsWith(NOTE)));
    return new Map();
  }

  /**
   * Writes what has changed, together with the notes that belong to it.
   * @param notes by name; undefined for those to forget
   * @throws StorageFailure
   */
  async write(index: MessageIndex, notes: Notes): Promise<void> {
    const { added, freshChanged, segments } = index.changes();
    const records: (readonly [string, Uint8Array<ArrayBuffer>])[] = [];
    const gone: string[] = [];
    for (const [number, segment] of segments) {
      if (segment === undefined) gone.push(`${SEGMENT}${number}`);
      else records.push([`${SEGMENT}${number}`, segment.bytes()]);
    }
    const fresh = freshChanged ? index.fresh() : added;
    if (freshChanged) gone.push(...this.#freshRecords.splice(0));
    if (fresh.length > 0) {
      const name = `${FRESH}${this.#nextFresh}`;
      this.#nextFresh += 1;
      this.#freshRecords.push(name);
      records.push([name, toRecord(fresh)]);
    }
    for (const [name, note] of notes) {
      if (note === undefined) gone.push(NOTE + name);
      else records.push([NOTE + name, toRecord(note)]);
    }
    if (records.length > 0 || gone.length > 0) await this.store.put(records, gone);
  }

  async size(): Promise<number> {
    return this.store.size();
  }

  close(): void {
    this.store.close();
  }

  async #read(name: string): Promise<unknown> {
    const record = await this.store.get(name);
    return record === undefined ? undefined : fromRecord(record);
  }
}

function numberOf(name: string): number {
  return Number(name.slice(name.indexOf("/") + 1));
}

function byNumber(a: string, b: string): number {
  return numberOf(a) - numberOf(b);
}
