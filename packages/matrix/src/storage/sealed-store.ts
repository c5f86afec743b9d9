import { StorageFailure, toStorageFailure } from "./failure.ts";

/** What sealed stores are for: one database for each, so that each can be deleted by itself. */
export type SealedPurpose = "search" | "state";

const PURPOSES: readonly SealedPurpose[] = ["search", "state"];
const VERSION = 1;
const KEYS = "keys";
const NAMES = "names";
const RECORDS = "records";
/** Length that NIST SP 800-38D asks for. */
const NONCE_LENGTH = 12;

interface Keys {
  /** AES-GCM 256 for contents and names. */
  readonly seal: CryptoKey;
  /** HMAC-SHA-256: under which key a record lies. */
  readonly address: CryptoKey;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** The database of a device for one purpose. */
export function sealedStoreName(userId: string, deviceId: string, purpose: SealedPurpose): string {
  return `plenum ${userId} ${deviceId}::sealed-${purpose}`;
}

/** Deletes everything that a device has sealed, after it has been signed out. */
export function destroySealedStores(userId: string, deviceId: string): void {
  for (const purpose of PURPOSES) {
    globalThis.indexedDB?.deleteDatabase(sealedStoreName(userId, deviceId, purpose));
  }
}

/**
 * Named records on IndexedDB, encrypted at rest. The keys are made here, cannot be exported, and
 * lie in the same database: what protects the records is that a copy of the profile's files, a
 * backup or a look into the developer tools shows neither texts nor names. Works in windows and
 * workers; several may have the same store open.
 *
 * Every record has a random nonce, and its name as additional data: records cannot be swapped.
 * Every method throws `StorageFailure` and nothing else.
 */
export class SealedStore {
  #gone = false;

  private constructor(
    private readonly database: IDBDatabase,
    private readonly secrets: Keys,
    /** The keys were missing, so that what lay there was worthless and has been deleted. */
    readonly reset: boolean,
  ) {
    // Another tab signs out and deletes the database: it would wait for us.
    database.addEventListener("versionchange", () => this.close());
    database.addEventListener("close", () => {
      this.#gone = true;
    });
  }

  /**
   * Opens a store, or makes an empty one.
   * @param name see `sealedStoreName`
   */
  static async open(name: string): Promise<SealedStore> {
    const { indexedDB, crypto } = globalThis;
    if (indexedDB === undefined || crypto?.subtle === undefined) {
      throw new StorageFailure("unavailable", "This browser has no storage that can be sealed");
    }
    try {
      const database = await openDatabase(name);
      try {
        const { keys, reset } = await keysOf(database);
        return new SealedStore(database, keys, reset);
      } catch (error) {
        database.close();
        throw error;
      }
    } catch (error) {
      throw toStorageFailure(error);
    }
  }

  /** Deletes a store with its keys. Others that have it open find it gone. */
  static async destroy(name: string): Promise<void> {
    const { indexedDB } = globalThis;
    if (indexedDB === undefined) return;
    try {
      await settled(indexedDB.deleteDatabase(name));
    } catch (error) {
      throw toStorageFailure(error);
    }
  }

  /** The record, or undefined if there is none. Throws `damaged` when it does not open. */
  async get(name: string): Promise<Bytes | undefined> {
    return this.#failing(async () => {
      const at = await this.#addressOf(name);
      const sealed: unknown = await settled(
        this.database.transaction(RECORDS).objectStore(RECORDS).get(at),
      );
      return sealed === undefined ? undefined : this.#open(sealed, name);
    });
  }

  /** Writes several records, all of them or none; `remove` names records to delete with it. */
  async put(
    records: Iterable<readonly [name: string, content: Bytes]>,
    remove: Iterable<string> = [],
  ): Promise<void> {
    return this.#failing(async () => {
      // A transaction ends by itself while one waits for the encryption, so this comes first.
      const sealed = await Promise.all(
        Array.from(records, async ([name, content]) => {
          const at = await this.#addressOf(name);
          const [label, body] = await Promise.all([
            this.#seal(encode(name), at),
            this.#seal(content, name),
          ]);
          return { at, label, body };
        }),
      );
      const removed = await Promise.all(Array.from(remove, (name) => this.#addressOf(name)));
      const transaction = this.database.transaction([NAMES, RECORDS], "readwrite");
      const names = transaction.objectStore(NAMES);
      const contents = transaction.objectStore(RECORDS);
      for (const at of removed) {
        names.delete(at);
        contents.delete(at);
      }
      for (const { at, label, body } of sealed) {
        names.put(label, at);
        contents.put(body, at);
      }
      await done(transaction);
    });
  }

  async delete(...names: readonly string[]): Promise<void> {
    return this.put([], names);
  }

  /** Names of all records that begin so, in order. Names that do not open are left out. */
  async keys(prefix = ""): Promise<readonly string[]> {
    return this.#failing(async () => {
      const store = this.database.transaction(NAMES).objectStore(NAMES);
      const [addresses, labels] = await Promise.all([
        settled(store.getAllKeys() as IDBRequest<unknown[]>),
        settled(store.getAll() as IDBRequest<unknown[]>),
      ]);
      const names = await Promise.all(
        labels.map(async (label, index) => {
          const at = addresses[index];
          if (typeof at !== "string") return undefined;
          try {
            return decode(await this.#open(label, at));
          } catch {
            return undefined;
          }
        }),
      );
      return names
        .filter((name): name is string => name?.startsWith(prefix) === true)
        .toSorted((a, b) => (a < b ? -1 : 1));
    });
  }

  /** Bytes of all records as they lie there, sealed. */
  async size(): Promise<number> {
    return this.#failing(async () => {
      let bytes = 0;
      for (const name of await this.keys()) {
        const at = await this.#addressOf(name);
        const sealed: unknown = await settled(
          this.database.transaction(RECORDS).objectStore(RECORDS).get(at),
        );
        if (sealed instanceof Uint8Array) bytes += sealed.byteLength;
      }
      return bytes;
    });
  }

  /** Lets go of the database; further calls throw `gone`. */
  close(): void {
    this.#gone = true;
    this.database.close();
  }

  async #failing<T>(work: () => Promise<T>): Promise<T> {
    if (this.#gone) throw new StorageFailure("gone", "The store was closed or deleted");
    try {
      return await work();
    } catch (error) {
      throw toStorageFailure(error);
    }
  }

  async #addressOf(name: string): Promise<string> {
    const hash = await crypto.subtle.sign("HMAC", this.secrets.address, encode(name));
    return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async #seal(content: Bytes, name: string): Promise<Bytes> {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_LENGTH));
    const sealed = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv: nonce, additionalData: encode(name) },
      this.secrets.seal,
      content,
    );
    const record = new Uint8Array(NONCE_LENGTH + sealed.byteLength);
    record.set(nonce);
    record.set(new Uint8Array(sealed), NONCE_LENGTH);
    return record;
  }

  async #open(record: unknown, name: string): Promise<Bytes> {
    if (!(record instanceof Uint8Array) || record.byteLength < NONCE_LENGTH) {
      throw new StorageFailure("damaged", "Not a sealed record");
    }
    const content = await crypto.subtle.decrypt(
      {
        name: "AES-GCM",
        iv: record.slice(0, NONCE_LENGTH),
        additionalData: encode(name),
      },
      this.secrets.seal,
      record.slice(NONCE_LENGTH),
    );
    return new Uint8Array(content);
  }
}

/** A value as the content of a record. */
export function toRecord(value: unknown): Bytes {
  return encode(JSON.stringify(value));
}

/**
 * The value in a record; whoever reads it parses it.
 * @throws StorageFailure `damaged`
 */
export function fromRecord(content: Uint8Array): unknown {
  try {
    return JSON.parse(decode(content)) as unknown;
  } catch (error) {
    throw new StorageFailure("damaged", "A record is no JSON", { cause: error });
  }
}

function encode(text: string): Bytes {
  return new TextEncoder().encode(text);
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

async function openDatabase(name: string): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, VERSION);
  opening.addEventListener("upgradeneeded", () => {
    for (const store of [KEYS, NAMES, RECORDS]) opening.result.createObjectStore(store);
  });
  return settled(opening);
}

function isKey(value: unknown, algorithm: string): value is CryptoKey {
  return value instanceof CryptoKey && value.algorithm.name === algorithm;
}

async function keysOf(database: IDBDatabase): Promise<{ keys: Keys; reset: boolean }> {
  const known = await readKeys(database.transaction(KEYS).objectStore(KEYS));
  if (known !== undefined) return { keys: known, reset: false };
  const [seal, address] = await Promise.all([
    crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]),
    crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]),
  ]);
  const transaction = database.transaction([KEYS, NAMES, RECORDS], "readwrite");
  // Another tab may have been quicker while ours were being made.
  const others = await readKeys(transaction.objectStore(KEYS));
  if (others !== undefined) return { keys: others, reset: false };
  const count = await settled(transaction.objectStore(RECORDS).count());
  transaction.objectStore(NAMES).clear();
  transaction.objectStore(RECORDS).clear();
  transaction.objectStore(KEYS).put(seal, "seal");
  transaction.objectStore(KEYS).put(address, "address");
  await done(transaction);
  return { keys: { seal, address }, reset: count > 0 };
}

async function readKeys(store: IDBObjectStore): Promise<Keys | undefined> {
  const [seal, address] = await Promise.all([
    settled(store.get("seal") as IDBRequest<unknown>),
    settled(store.get("address") as IDBRequest<unknown>),
  ]);
  return isKey(seal, "AES-GCM") && isKey(address, "HMAC") ? { seal, address } : undefined;
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => {
      reject(request.error ?? new StorageFailure("unavailable", "A request failed"));
    });
  });
}

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => {
      reject(transaction.error ?? new StorageFailure("gone", "The browser took it back"));
    });
  });
}
