import type { RoomSummary } from "../contract.ts";
import { fromRecord, type SealedStore, toRecord } from "../storage/sealed-store.ts";
import { field, isRecord, text } from "../untrusted/guards.ts";
import type { ReceiptScope } from "./receipts.ts";

/** What was read, and the server has not been told yet. */
export interface PendingReceipt {
  readonly roomId: string;
  readonly scope: ReceiptScope;
  readonly eventId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const RECORD = "receipts";
const LONGEST_ID = 255;
/** More are never written: whoever is done with more at once is told it again by the server. */
const MOST = 500;

function readScope(value: unknown): ReceiptScope | undefined {
  if (value === "all" || value === "main") return value;
  const threadId = text(value, "threadId", LONGEST_ID);
  return threadId === undefined ? undefined : { threadId };
}

/** A receipt as it was kept, or undefined if it is damaged. Pure. */
export function readPending(value: unknown): PendingReceipt | undefined {
  if (!isRecord(value)) return undefined;
  const scope = readScope(field(value, "scope"));
  const roomId = text(value, "roomId", LONGEST_ID);
  const eventId = text(value, "eventId", LONGEST_ID);
  const at = field(value, "at");
  if (scope === undefined || roomId === undefined || eventId === undefined) return undefined;
  return typeof at === "number" ? { roomId, scope, eventId, at } : undefined;
}

/** The same conversation up to the same message, read at the same moment. */
function keyOf({ roomId, scope, eventId, at }: PendingReceipt): string {
  return JSON.stringify([roomId, scope, eventId, at]);
}

/**
 * Receipts on their way to the server, sealed on the device: what somebody was done with stays
 * done, also when the window is closed, reloaded or killed before the server was told. A request
 * that is sent while a page goes away can be lost in the browser, with `keepalive` as well.
 */
export class PendingReceipts {
  /** One after the other, so that what is taken back is not written after it. */
  #working: Promise<unknown> = Promise.resolve();
  /** Keys of those that may lie in the storage. */
  readonly #kept = new Set<string>();

  constructor(private readonly store: Promise<SealedStore | undefined>) {}

  /** Writes it down, unless it is there. */
  keep(receipt: PendingReceipt): void {
    const key = keyOf(receipt);
    if (this.#kept.has(key)) return;
    this.#kept.add(key);
    this.#change((list) => [...list, receipt].slice(-MOST));
  }

  /** It was taken back, or the server knows. */
  forget(receipt: PendingReceipt): void {
    const key = keyOf(receipt);
    if (!this.#kept.delete(key)) return;
    this.#change((list) => list.filter((other) => keyOf(other) !== key));
  }

  /** Those that the server may not have been told, by this start or an earlier one. */
  async all(): Promise<readonly PendingReceipt[]> {
    const list = await this.#inTurn(read);
    for (const receipt of list) this.#kept.add(keyOf(receipt));
    return list;
  }

  #change(change: (list: readonly PendingReceipt[]) => readonly PendingReceipt[]): void {
    void this.#inTurn(async (store) => {
      // Another tab may have had the session meanwhile: what counts is what lies there.
      const list = change(await read(store));
      if (list.length === 0) await store.delete(RECORD);
      else await store.put([[RECORD, toRecord(list)]]);
      return list;
    });
  }

  async #inTurn(
    work: (store: SealedStore) => Promise<readonly PendingReceipt[]>,
  ): Promise<readonly PendingReceipt[]> {
    const turn = this.#working.then(async () => {
      const store = await this.store;
      return store === undefined ? [] : work(store);
    });
    // Without storage it is told as long as the window lives, and when it closes.
    const safe = turn.catch((): readonly PendingReceipt[] => []);
    this.#working = safe;
    return safe;
  }
}

async function read(store: SealedStore): Promise<readonly PendingReceipt[]> {
  const content = await store.get(RECORD);
  const list = content === undefined ? [] : fromRecord(content);
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown) => readPending(one) ?? []);
}

/** A room as it was kept, without what was read after that. Pure. */
export function withoutPending(room: RoomSummary, pending: readonly PendingReceipt[]): RoomSummary {
  const mine = pending.filter(({ roomId }) => roomId === room.id);
  const conversations = room.conversations.filter(
    ({ threadId, messages, lastTimestamp }) =>
      !mine.some(({ scope, eventId, at }) => {
        const meant =
          scope === "all" ||
          (scope === "main" ? threadId === undefined : scope.threadId === threadId);
        return meant && (at >= lastTimestamp || messages.at(-1)?.eventId === eventId);
      }),
  );
  if (conversations.length === room.conversations.length) return room;
  return {
    ...room,
    conversations,
    unread: conversations.reduce((sum, { unread }) => sum + unread, 0),
    mentions: conversations.reduce((sum, { mentions }) => sum + mentions, 0),
  };
}
