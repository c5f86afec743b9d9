import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { toStorageFailure } from "./failure.ts";
import {
  destroySealedStores,
  fromRecord,
  SealedStore,
  sealedStoreName,
  toRecord,
} from "./sealed-store.ts";

let counter = 0;
let name: string;

beforeEach(() => {
  counter += 1;
  name = sealedStoreName("@anna:amt.example", `DEVICE${counter}`, "search");
});

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("failed")));
  });
}

async function database(): Promise<IDBDatabase> {
  return settled(indexedDB.open(name));
}

/** Changes the database behind the store's back. */
async function tamper(change: (database: IDBDatabase) => Promise<void>): Promise<void> {
  const opened = await database();
  await change(opened);
  opened.close();
}

async function everythingIn(opened: IDBDatabase, store: string): Promise<string> {
  const objects = opened.transaction(store).objectStore(store);
  const values: unknown[] = await settled(objects.getAll() as IDBRequest<unknown[]>);
  const keys = await settled(objects.getAllKeys());
  return [...values, ...keys].map(readable).join("\n");
}

function readable(value: unknown): string {
  return value instanceof Uint8Array ? new TextDecoder("latin1").decode(value) : String(value);
}

describe("a sealed store", () => {
  it("gives back what was put, also after it has been opened again", async () => {
    const store = await SealedStore.open(name);
    await store.put([
      ["room/a", toRecord({ text: "Haushaltsplan" })],
      ["room/b", toRecord([1, 2])],
      ["state", new Uint8Array()],
    ]);
    store.close();
    const again = await SealedStore.open(name);
    expect(again.reset).toBe(false);
    expect(fromRecord((await again.get("room/a")) ?? new Uint8Array())).toEqual({
      text: "Haushaltsplan",
    });
    expect((await again.get("state"))?.byteLength).toBe(0);
    expect(await again.get("nothing")).toBeUndefined();
    expect(await again.keys("room/")).toEqual(["room/a", "room/b"]);
    expect(await again.keys()).toEqual(["room/a", "room/b", "state"]);
    expect(await again.size()).toBeGreaterThan(20);
  });

  it("replaces and deletes, together or not at all", async () => {
    const store = await SealedStore.open(name);
    await store.put([["a", toRecord(1)]]);
    await store.put([["b", toRecord(2)]], ["a"]);
    expect(await store.keys()).toEqual(["b"]);
    await store.put([["b", toRecord(3)]], ["b"]);
    expect(fromRecord((await store.get("b")) ?? new Uint8Array())).toBe(3);
    await store.delete("b", "never there");
    expect(await store.keys()).toEqual([]);
  });

  it("leaves neither texts nor names on the disk, nor the same bytes twice", async () => {
    const store = await SealedStore.open(name);
    await store.put([["room/geheim", toRecord("Vertraulich")]]);
    await tamper(async (opened) => {
      const stores = await Promise.all(
        ["names", "records"].map((objects) => everythingIn(opened, objects)),
      );
      const before = stores.join("\n");
      expect(before).not.toMatch(/geheim|Vertraulich|room/);
      await store.put([["room/geheim", toRecord("Vertraulich")]]);
      expect(await everythingIn(opened, "records")).not.toBe(stores[1]);
    });
  });

  it("keeps keys that cannot be taken away", async () => {
    await SealedStore.open(name);
    await tamper(async (opened) => {
      const keys: unknown[] = await settled(
        opened.transaction("keys").objectStore("keys").getAll() as IDBRequest<unknown[]>,
      );
      expect(keys).toHaveLength(2);
      for (const key of keys) {
        expect((key as CryptoKey).extractable).toBe(false);
        await expect(crypto.subtle.exportKey("raw", key as CryptoKey)).rejects.toThrow(
          /extractable/,
        );
      }
    });
  });

  it("two that make it at the same time share one key", async () => {
    const [one, other] = await Promise.all([SealedStore.open(name), SealedStore.open(name)]);
    await one.put([["a", toRecord("x")]]);
    expect(fromRecord((await other.get("a")) ?? new Uint8Array())).toBe("x");
  });
});

describe("a sealed store in trouble", () => {
  it("says that a record is damaged, and goes on with the others", async () => {
    const store = await SealedStore.open(name);
    await store.put([
      ["a", toRecord("eins")],
      ["b", toRecord("zwei")],
    ]);
    await tamper(async (opened) => {
      const records = opened.transaction("records", "readwrite").objectStore("records");
      const [first, second] = await settled(records.getAllKeys());
      const bytes: unknown = await settled(records.get(first ?? "") as IDBRequest<unknown>);
      // One record lies under the name of the other.
      records.put(bytes, second);
      await settled(records.count());
    });
    const read = await Promise.allSettled([store.get("a"), store.get("b")]);
    const refused = read.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ name: "StorageFailure", code: "damaged" });
  });

  it.each([
    ["a text", "no bytes at all"],
    ["too short", new Uint8Array(3)],
    ["zeros", new Uint8Array(64)],
  ])("a record that is %s counts as damaged", async (_, content) => {
    const store = await SealedStore.open(name);
    await store.put([["a", toRecord("eins")]]);
    await tamper(async (opened) => {
      for (const objects of ["records", "names"]) {
        const records = opened.transaction(objects, "readwrite").objectStore(objects);
        const [key] = await settled(records.getAllKeys());
        await settled(records.put(content, key));
      }
    });
    await expect(store.get("a")).rejects.toMatchObject({ code: "damaged" });
    expect(await store.keys()).toEqual([]);
  });

  it("with its key lost begins anew and says so", async () => {
    const store = await SealedStore.open(name);
    await store.put([["a", toRecord("eins")]]);
    store.close();
    await tamper(async (opened) => {
      await settled(opened.transaction("keys", "readwrite").objectStore("keys").delete("seal"));
    });
    const again = await SealedStore.open(name);
    expect(again.reset).toBe(true);
    expect(await again.keys()).toEqual([]);
    await again.put([["a", toRecord("neu")]]);
    expect(fromRecord((await again.get("a")) ?? new Uint8Array())).toBe("neu");
  });

  it("deleted elsewhere it is gone, and does not keep the other one waiting", async () => {
    const store = await SealedStore.open(name);
    await store.put([["a", toRecord("eins")]]);
    await SealedStore.destroy(name);
    await expect(store.get("a")).rejects.toMatchObject({ code: "gone" });
    await expect(store.put([["a", toRecord(1)]])).rejects.toMatchObject({ code: "gone" });
    const again = await SealedStore.open(name);
    expect(await again.keys()).toEqual([]);
  });

  it("goes with the device that signs out", async () => {
    const store = await SealedStore.open(name);
    await store.put([["a", toRecord("eins")]]);
    destroySealedStores("@anna:amt.example", `DEVICE${counter}`);
    await vi.waitFor(async () => {
      await expect(store.get("a")).rejects.toMatchObject({ code: "gone" });
    });
  });

  it("says that the disk is full, and has written nothing", async () => {
    const store = await SealedStore.open(name);
    await store.put([["a", toRecord("eins")]]);
    const put = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    });
    await expect(store.put([["b", toRecord("zwei")]], ["a"])).rejects.toMatchObject({
      code: "full",
    });
    put.mockRestore();
  });

  it.each([
    ["no IndexedDB", "indexedDB"],
    ["no WebCrypto", "crypto"],
  ])("with %s says that it cannot be had", async (_, missing) => {
    vi.stubGlobal(missing, undefined);
    await expect(SealedStore.open(name)).rejects.toMatchObject({ code: "unavailable" });
    vi.unstubAllGlobals();
  });

  it.each([
    ["QuotaExceededError", "full"],
    ["OperationError", "damaged"],
    ["InvalidStateError", "gone"],
    ["SecurityError", "unavailable"],
    ["UnknownError", "unavailable"],
  ])("%s of the browser means %s", (browsers, code) => {
    expect(toStorageFailure(new DOMException("", browsers)).code).toBe(code);
  });
});
