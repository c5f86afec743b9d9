import type { Page } from "@playwright/test";

/**
 * The databases of this device's index in which a word can be read, and how many records there are:
 * everything that lies in IndexedDB, looked through byte by byte.
 */
export async function readableIn(
  page: Page,
  word: string,
): Promise<{ readonly found: readonly string[]; readonly records: number }> {
  return page.evaluate(async (wanted) => {
    // What the page runs has to bring its helpers along.
    /* oxlint-disable unicorn/consistent-function-scoping */
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(request.error ?? new Error("failed")));
      });
    const textOf = (value: unknown): string => {
      if (typeof value === "string") return value;
      if (ArrayBuffer.isView(value)) {
        const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        return ["utf-8", "utf-16le"].map((name) => new TextDecoder(name).decode(bytes)).join("\n");
      }
      return JSON.stringify(value) ?? "";
    };
    /* oxlint-enable unicorn/consistent-function-scoping */
    const found: string[] = [];
    let records = 0;
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const store of Array.from(database.objectStoreNames)) {
        const objects = database.transaction(store).objectStore(store);
        const values: unknown[] = await settled(objects.getAll());
        const keys: unknown[] = await settled(objects.getAllKeys());
        if (name.endsWith("::sealed-search")) records += values.length;
        const readable = [...values, ...keys].some((value) =>
          textOf(value).toLowerCase().includes(wanted.toLowerCase()),
        );
        if (readable) found.push(`${name}/${store}`);
      }
      database.close();
    }
    return { found, records };
  }, word);
}
