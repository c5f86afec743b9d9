import { field, isRecord } from "../untrusted/guards.ts";

/** A place up to which somebody has read, and when they did. */
export interface Receipt {
  readonly eventId: string;
  /** Milliseconds since the epoch, as their server says. */
  readonly at?: number;
}

/**
 * One's own receipts in a room, public and private alike. Of each kind the newest few: which of
 * them is furthest only the timeline can tell, and an older one may come after a newer one.
 * @see https://spec.matrix.org/v1.16/client-server-api/#threaded-read-receipts
 */
export interface RoomReceipts {
  /** They hold for the whole room, threads included. */
  readonly unthreaded: readonly Receipt[];
  readonly main: readonly Receipt[];
  /** Id of the first message of a thread → receipts in it. */
  readonly threads: ReadonlyMap<string, readonly Receipt[]>;
}

/** What a receipt is about: all of a room, its main timeline, or one thread. */
export type ReceiptScope = "all" | "main" | { readonly threadId: string };

export const NO_RECEIPTS: RoomReceipts = { unthreaded: [], main: [], threads: new Map() };

const MAIN = "main";
const KEPT = 4;
const TYPES = ["m.read", "m.read.private"];

function withReceipt(list: readonly Receipt[], receipt: Receipt): readonly Receipt[] {
  return [...list.filter((known) => known.eventId !== receipt.eventId), receipt].slice(-KEPT);
}

function add(receipts: RoomReceipts, scope: ReceiptScope, receipt: Receipt): RoomReceipts {
  if (scope === "all") {
    return { ...receipts, unthreaded: withReceipt(receipts.unthreaded, receipt) };
  }
  if (scope === "main") return { ...receipts, main: withReceipt(receipts.main, receipt) };
  const threads = new Map(receipts.threads);
  threads.set(scope.threadId, withReceipt(threads.get(scope.threadId) ?? [], receipt));
  return { ...receipts, threads };
}

function scopeOf(data: unknown): ReceiptScope | undefined {
  const threadId = field(data, "thread_id");
  if (threadId === undefined) return "all";
  if (typeof threadId !== "string" || threadId === "") return undefined;
  return threadId === MAIN ? "main" : { threadId };
}

/** The receipts of `userId` in the content of an `m.receipt`, added to those known. Pure. */
export function readReceipts(known: RoomReceipts, content: unknown, userId: string): RoomReceipts {
  if (!isRecord(content)) return known;
  let receipts = known;
  for (const eventId of Object.keys(content)) {
    for (const type of TYPES) {
      const data = field(field(field(content, eventId), type), userId);
      const scope = isRecord(data) ? scopeOf(data) : undefined;
      if (scope === undefined) continue;
      const at = field(data, "ts");
      const time = typeof at === "number" && Number.isFinite(at) ? { at } : {};
      receipts = add(receipts, scope, { eventId, ...time });
    }
  }
  return receipts;
}

/** One's own receipts in all rooms: those of the server, and those on their way to it. */
export class ReceiptBook {
  readonly #known = new Map<string, RoomReceipts>();
  readonly #echoes = new Map<string, Set<{ scope: ReceiptScope; receipt: Receipt }>>();

  constructor(private readonly ownUserId: string) {}

  /** @returns whether something of one's own was in it */
  take(roomId: string, content: unknown): boolean {
    const before = this.#known.get(roomId) ?? NO_RECEIPTS;
    const after = readReceipts(before, content, this.ownUserId);
    if (after === before) return false;
    this.#known.set(roomId, after);
    return true;
  }

  /** Holds at once, until it is taken back. */
  echo(roomId: string, scope: ReceiptScope, receipt: Receipt): () => void {
    const entry = { scope, receipt };
    const echoes = this.#echoes.get(roomId) ?? new Set();
    this.#echoes.set(roomId, echoes);
    echoes.add(entry);
    return () => {
      echoes.delete(entry);
      if (echoes.size === 0 && this.#echoes.get(roomId) === echoes) this.#echoes.delete(roomId);
    };
  }

  /** The server has taken it: from now on it is known like all others. */
  settle(roomId: string, scope: ReceiptScope, receipt: Receipt): void {
    this.#known.set(roomId, add(this.#known.get(roomId) ?? NO_RECEIPTS, scope, receipt));
  }

  of(roomId: string): RoomReceipts {
    let receipts = this.#known.get(roomId) ?? NO_RECEIPTS;
    for (const { scope, receipt } of this.#echoes.get(roomId) ?? []) {
      receipts = add(receipts, scope, receipt);
    }
    return receipts;
  }
}
