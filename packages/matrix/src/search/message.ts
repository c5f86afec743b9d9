import type { SearchKind } from "../contract.ts";

/** A message as the index keeps it. */
export interface IndexedMessage {
  readonly eventId: string;
  readonly roomId: string;
  /** User id. */
  readonly sender: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly kind: Exclude<SearchKind, "link">;
  /** What it is found by and what is shown: text; name and caption; question and answers. */
  readonly text: string;
  /** The edit that made the text what it is. */
  readonly edit?: { readonly eventId: string; readonly timestamp: number };
}

/** A search of the index. */
export interface IndexQuery {
  readonly text: string;
  readonly rooms?: readonly string[];
  readonly senders?: readonly string[];
  readonly kinds?: readonly SearchKind[];
  /** Milliseconds since the epoch, inclusive. */
  readonly after?: number;
  /** Milliseconds since the epoch, exclusive. */
  readonly before?: number;
}

const LINK = /\bhttps?:\/\/\S/i;

export function hasLink(text: string): boolean {
  return LINK.test(text);
}

/** Whether a message is one of those that are asked for, whatever it says. */
export function isWanted(message: IndexedMessage, query: IndexQuery): boolean {
  const { rooms, senders, kinds, after, before } = query;
  if (rooms !== undefined && !rooms.includes(message.roomId)) return false;
  if (senders !== undefined && !senders.includes(message.sender)) return false;
  if (after !== undefined && message.timestamp < after) return false;
  if (before !== undefined && message.timestamp >= before) return false;
  if (kinds === undefined) return true;
  return kinds.includes(message.kind) || (kinds.includes("link") && hasLink(message.text));
}
