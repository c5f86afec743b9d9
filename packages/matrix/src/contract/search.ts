import type { Observable } from "./observable.ts";

export type SearchKind = "text" | "picture" | "file" | "link" | "poll";

/** What is looked for; everything that is given has to hold. */
export interface SearchRequest {
  /** Words, all of which have to be there; „in quotation marks“ one after the other. */
  readonly text: string;
  /** User ids. */
  readonly from?: readonly string[];
  /** Room ids. */
  readonly rooms?: readonly string[];
  readonly kinds?: readonly SearchKind[];
  /** Milliseconds since the epoch, inclusive. */
  readonly after?: number;
  /** Milliseconds since the epoch, exclusive. */
  readonly before?: number;
}

/** A stretch of a message; `hit` where it is what was looked for. */
export interface SnippetPart {
  readonly text: string;
  readonly hit: boolean;
}

/** What was said before or after, in one line. */
export interface SearchContext {
  readonly senderName: string;
  readonly text: string;
}

export interface SearchHit {
  readonly eventId: string;
  readonly roomId: string;
  readonly sender: string;
  readonly senderName: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly kind: Exclude<SearchKind, "link">;
  readonly snippet: readonly SnippetPart[];
  readonly before?: SearchContext;
  readonly after?: SearchContext;
}

export interface SearchPage {
  /** Newest first, after those of the pages before. */
  readonly hits: readonly SearchHit[];
  /** As far as it is known: the server's share is what the server says. */
  readonly total: number;
  /** Nothing has what was typed: these have something like it. */
  readonly near: boolean;
  /** Another page may follow. */
  readonly more: boolean;
  /** The server, which searches rooms without encryption, did not answer: those hits are missing. */
  readonly serverFailed: boolean;
}

/** A search whose pages are asked for one after the other. */
export interface SearchRun {
  /** @throws MatrixFailure */
  next(): Promise<SearchPage>;
}

/** How far the search on this device reaches. */
export type SearchStatus =
  | { readonly kind: "off" }
  /** Waits for the list of rooms, or reads what was stored. */
  | { readonly kind: "starting" }
  | {
      readonly kind: "ready";
      readonly messages: number;
      /**
       * All messages of encrypted rooms from this time on are covered (milliseconds since the
       * epoch); undefined when all of them are that the server gives.
       */
      readonly since?: number;
      /** Encrypted rooms whose history is read completely, of how many. */
      readonly roomsDone: number;
      readonly rooms: number;
      /** Messages that this device cannot open, and so cannot find. */
      readonly locked: number;
      /** Why nothing is kept for the next start. */
      readonly notKept?: "full" | "unavailable";
    };

/**
 * Search for messages: those of encrypted rooms in an index on this device, sealed at rest; those
 * of other rooms on the server, together with what is loaded.
 */
export interface MessageSearch {
  readonly status: Observable<SearchStatus>;
  /** Reads and goes on with the index, as soon as the list of rooms is there. */
  start(): void;
  /** Stops, and deletes the index. */
  turnOff(): Promise<void>;
  /** Somebody is about to search: what sleeps may wake up meanwhile. */
  prepare(): void;
  /** What this device knows, at once; the newest first. */
  quick(text: string, limit: number): Promise<readonly SearchHit[]>;
  search(request: SearchRequest): SearchRun;
  /** Reading of older history waits until the function that comes back is called; in calls. */
  hold(): () => void;
}
