import type { CryptoCallbacks } from "matrix-js-sdk/lib/crypto-api/index.js";

/**
 * Holds the key of the secret storage for the moments in which it is needed: while the storage is
 * being set up, and while a recovery code is being used.
 */
export class SecretKeys implements CryptoCallbacks {
  #key: Uint8Array<ArrayBuffer> | undefined;

  /** Runs `work` while the storage can be opened with `key`. */
  async during<T>(key: Uint8Array<ArrayBuffer>, work: () => Promise<T>): Promise<T> {
    this.#key = key;
    try {
      return await work();
    } finally {
      this.#key = undefined;
    }
  }

  readonly getSecretStorageKey = async ({
    keys,
  }: {
    keys: Record<string, unknown>;
  }): Promise<[string, Uint8Array<ArrayBuffer>] | null> => {
    const [keyId] = Object.keys(keys);
    return this.#key === undefined || keyId === undefined ? null : [keyId, this.#key];
  };
}
