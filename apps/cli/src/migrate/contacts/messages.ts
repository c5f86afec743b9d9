import type { ContactLists, MovedByAddress } from "@plenum/skype-export";

/** What the thread begins with. */
export interface ThreadTask {
  /** The export, as it was looked at. */
  readonly where: string;
  /** Exports of user data, in the order of their names. */
  readonly names: readonly string[];
}

/** Said to the thread once, when it is known. */
export interface ToThread {
  readonly moves: MovedByAddress;
}

/** Said by the thread: what it has read, now and then, and all lists at the end. */
export type FromThread =
  | { readonly kind: "bytes"; readonly bytes: number }
  | { readonly kind: "lists"; readonly lists: ContactLists };
