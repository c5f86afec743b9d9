import { MOST_ITEMS, type AddedItem, type AddItemsResponse } from "@plenum/model/migration";
import { breather } from "../breather.ts";
import { linesOf } from "./lines.ts";
import { isGood, readItem, type GoodItem } from "./read-item.ts";

/** Bytes of one request, unless one line alone has more: so that each is answered soon. */
const PAGE_BYTES = 4 * 1024 * 1024;
/** What the server says is remembered and shown up to so many lines. */
export const MOST_TOLD = 500;

/** What the server said about a line. */
export type ToldLine = Omit<AddedItem, "index"> & { readonly line: number };

/** How far a file is sent. */
export interface Sent {
  /** The last line that the server has answered. */
  readonly upTo: number;
  readonly items: number;
  readonly counts: Readonly<Record<AddedItem["result"], number>>;
  readonly told: readonly ToldLine[];
}

export const NOTHING_SENT: Sent = {
  upTo: 0,
  items: 0,
  counts: { added: 0, unchanged: 0, replaced: 0, changed: 0, refused: 0 },
  told: [],
};

/**
 * Sends the items of a file page by page, in their order. May be called again with what came out of the
 * call before that failed, and goes on there; or from the beginning: the server makes nothing twice.
 * @param add one request with a body `{"items": […]}`
 * @throws whatever reading or `add` throws, or the signal's reason
 */
export async function sendFile(
  file: Blob,
  {
    from,
    add,
    onSent,
    signal,
  }: {
    from: Sent;
    add: (body: Blob) => Promise<AddItemsResponse>;
    onSent: (sent: Sent) => void;
    signal: AbortSignal;
  },
): Promise<Sent> {
  let sent = from;
  let page: GoodItem[] = [];
  let bytes = 0;
  const breathe = breather();
  const flush = async (): Promise<void> => {
    if (page.length === 0) return;
    const body = new Blob(['{"items":[', page.map(({ text }) => text).join(","), "]}"], {
      type: "application/json",
    });
    const answer = await add(body);
    signal.throwIfAborted();
    sent = sum(sent, page, answer);
    page = [];
    bytes = 0;
    onSent(sent);
  };
  for await (const line of linesOf(file)) {
    signal.throwIfAborted();
    if (line.number <= from.upTo) continue;
    const read = readItem(line);
    if (!isGood(read)) continue;
    if (page.length === MOST_ITEMS || (page.length > 0 && bytes + read.bytes > PAGE_BYTES)) {
      await flush();
    }
    page.push(read);
    bytes += read.bytes;
    await breathe();
  }
  await flush();
  return sent;
}

function sum(before: Sent, page: readonly GoodItem[], answer: AddItemsResponse): Sent {
  const { counts } = before;
  const told = answer.told.flatMap(({ index, ...rest }) => {
    const line = page[index]?.line;
    return line === undefined ? [] : [{ ...rest, line }];
  });
  return {
    upTo: page.at(-1)?.line ?? before.upTo,
    items: before.items + page.length,
    counts: {
      added: counts.added + answer.added,
      unchanged: counts.unchanged + answer.unchanged,
      replaced: counts.replaced + answer.replaced,
      changed: counts.changed + answer.changed,
      refused: counts.refused + answer.refused,
    },
    told: [...before.told, ...told].slice(0, MOST_TOLD),
  };
}
