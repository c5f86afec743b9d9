/**
 * `unavailable`: the browser has no storage for us, or refuses it (private windows of some).
 * `full`: the disk or the origin's share of it is full; nothing of the transaction was written.
 * `damaged`: a record does not open with this store's key; delete it and go on.
 * `gone`: the store was deleted underneath (sign-out in another tab, "clear site data") or closed.
 */
export type StorageErrorCode = "unavailable" | "full" | "damaged" | "gone";

/** Every failure of the storage; nothing else is thrown. */
export class StorageFailure extends Error {
  constructor(
    readonly code: StorageErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.name = "StorageFailure";
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** Whatever IndexedDB or WebCrypto threw, as a failure of the storage. */
export function toStorageFailure(error: unknown): StorageFailure {
  if (error instanceof StorageFailure) return error;
  const name = nameOf(error);
  if (name === "QuotaExceededError") {
    return new StorageFailure("full", "No room is left on the disk", { cause: error });
  }
  if (name === "OperationError") {
    return new StorageFailure("damaged", "A record does not open", { cause: error });
  }
  // A connection that the browser or another tab has closed refuses new transactions so.
  if (name === "InvalidStateError" || name === "NotFoundError") {
    return new StorageFailure("gone", "The store is gone", { cause: error });
  }
  return new StorageFailure("unavailable", "The browser's storage failed", { cause: error });
}
