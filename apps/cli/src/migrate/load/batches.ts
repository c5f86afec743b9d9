import { MOST_ITEMS, type MigrationItemInput } from "@plenum/model/migration";

/** Bytes of the items of one request; the server takes twice as many. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Items of one request, and the request. */
export interface Batch {
  readonly items: readonly MigrationItemInput[];
  readonly body: string;
}

/** Puts items into as few requests as there may be, in their order. */
export async function* batchesOf(
  items: AsyncIterable<MigrationItemInput>,
  limits: { readonly items: number; readonly bytes: number } = {
    items: MOST_ITEMS,
    bytes: MOST_BYTES,
  },
): AsyncGenerator<Batch> {
  let open = new OpenBatch();
  for await (const item of items) {
    const text = JSON.stringify(item);
    const bytes = Buffer.byteLength(text) + 1;
    const isFull = open.items.length >= limits.items || open.bytes + bytes > limits.bytes;
    if (isFull && open.items.length > 0) {
      yield open.closed();
      open = new OpenBatch();
    }
    open.add(item, text, bytes);
  }
  if (open.items.length > 0) yield open.closed();
}

class OpenBatch {
  readonly items: MigrationItemInput[] = [];
  bytes = 0;
  private readonly texts: string[] = [];

  add(item: MigrationItemInput, text: string, bytes: number): void {
    this.items.push(item);
    this.texts.push(text);
    this.bytes += bytes;
  }

  closed(): Batch {
    return { items: this.items, body: `{"items":[${this.texts.join(",")}]}` };
  }
}
