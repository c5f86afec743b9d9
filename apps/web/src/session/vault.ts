import type { z } from "zod";

/**
 * What a browser keeps between visits, in IndexedDB and nowhere else: neither in addresses nor in
 * logs. One record a key, parsed on the way out; a record that no longer fits counts as absent.
 */
export class Vault {
  private constructor(private readonly database: IDBDatabase) {}

  /** @throws DOMException where the browser refuses storage (private windows of some browsers) */
  static async open(): Promise<Vault> {
    const opening = indexedDB.open("plenum-web", 1);
    opening.addEventListener("upgradeneeded", () => {
      opening.result.createObjectStore("records");
    });
    return new Vault(await settled(opening));
  }

  async read<Value>(key: string, schema: z.ZodType<Value>): Promise<Value | undefined> {
    const store = this.database.transaction("records").objectStore("records");
    const record: unknown = await settled(store.get(key));
    const parsed = schema.safeParse(record);
    return parsed.success ? parsed.data : undefined;
  }

  async write(key: string, value: unknown): Promise<void> {
    const store = this.database.transaction("records", "readwrite").objectStore("records");
    await settled(store.put(value, key));
  }

  async remove(key: string): Promise<void> {
    const store = this.database.transaction("records", "readwrite").objectStore("records");
    await settled(store.delete(key));
  }
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () =>
      reject(request.error ?? new Error("The browser's storage failed")),
    );
  });
}
