import { tokensOf } from "./fold.ts";
import { hasLink, type IndexedMessage, type IndexQuery } from "./message.ts";
import { pack, unpack } from "./pack.ts";
import { allowedErrors, hasPhrases, isNear, looksInside, type Plan, type Term } from "./plan.ts";

const KIND_NAMES = ["text", "picture", "file", "poll"] as const;
const LINK_BIT = 8;

/** The columns of a segment, as they lie in memory and on disk. */
interface Columns {
  /** Event ids, one a line. */
  readonly ids: string;
  readonly rooms: readonly string[];
  readonly senders: readonly string[];
  readonly edits: readonly (readonly [ordinal: number, eventId: string, timestamp: number])[];
  /** Every token once, sorted, one a line, with a line break before and after. */
  readonly terms: string;
  readonly room: Uint16Array;
  readonly sender: Uint16Array;
  readonly kind: Uint8Array;
  readonly time: Float64Array;
  readonly textEnd: Uint32Array;
  readonly text: Uint8Array;
  readonly postingEnd: Uint32Array;
  readonly postings: Uint16Array;
}

/**
 * Up to 65,000 messages, searchable and immutable except for the marks of those that are gone.
 * Everything lies in a few strings and typed arrays: small in memory, and restored by reading them.
 * The list of tokens is one string, so that looking inside of all words is one scan of it.
 */
export class Segment {
  readonly count: number;
  readonly #idStarts: Uint32Array;
  readonly #termStarts: Uint32Array;
  /** Ordinals by the hash of their event id, and the hashes beside them. */
  readonly #byHash: { readonly hashes: Uint32Array; readonly ordinals: Uint16Array };
  readonly #gone: Uint8Array;
  readonly #decoder = new TextDecoder();
  #goneCount = 0;

  private constructor(private readonly columns: Columns) {
    this.count = columns.time.length;
    this.#gone = new Uint8Array(this.count);
    this.#idStarts = lineStarts(columns.ids, this.count);
    this.#termStarts = lineStarts(columns.terms, columns.postingEnd.length, 1);
    const hashes = new Uint32Array(this.count);
    for (let at = 0; at < this.count; at += 1) hashes[at] = hash(this.idAt(at));
    const ordinals = Uint16Array.from(hashes.keys()).toSorted(
      (a, b) => (hashes[a] ?? 0) - (hashes[b] ?? 0),
    );
    this.#byHash = { hashes: Uint32Array.from(ordinals, (at) => hashes[at] ?? 0), ordinals };
  }

  static of(messages: readonly IndexedMessage[]): Segment {
    return new Segment(columnsOf(messages));
  }

  /** @throws Error for bytes that are no segment */
  static from(bytes: Uint8Array<ArrayBuffer>): Segment {
    return new Segment(unpack(bytes) as unknown as Columns);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return pack({ ...this.columns });
  }

  get alive(): number {
    return this.count - this.#goneCount;
  }

  /** Bytes outside of the heap. */
  get size(): number {
    const arrays = Object.values(this.columns).filter((column) => ArrayBuffer.isView(column));
    return arrays.reduce((sum, array) => sum + array.byteLength, 0);
  }

  idAt(ordinal: number): string {
    const start = this.#idStarts[ordinal] ?? 0;
    return this.columns.ids.slice(start, this.columns.ids.indexOf("\n", start));
  }

  timeAt(ordinal: number): number {
    return this.columns.time[ordinal] ?? 0;
  }

  textAt(ordinal: number): string {
    const { text, textEnd } = this.columns;
    const start = ordinal === 0 ? 0 : (textEnd[ordinal - 1] ?? 0);
    return this.#decoder.decode(text.subarray(start, textEnd[ordinal]));
  }

  messageAt(ordinal: number): IndexedMessage {
    const { rooms, senders, room, sender, kind, edits } = this.columns;
    const edit = edits.find(([at]) => at === ordinal);
    return {
      eventId: this.idAt(ordinal),
      roomId: rooms[room[ordinal] ?? 0] ?? "",
      sender: senders[sender[ordinal] ?? 0] ?? "",
      timestamp: this.timeAt(ordinal),
      kind: KIND_NAMES[(kind[ordinal] ?? 0) & 3] ?? "text",
      text: this.textAt(ordinal),
      ...(edit === undefined ? {} : { edit: { eventId: edit[1], timestamp: edit[2] } }),
    };
  }

  /** Where a message stands; -1 if it is not here, or gone. */
  find(eventId: string): number {
    const { hashes, ordinals } = this.#byHash;
    const wanted = hash(eventId);
    for (let at = lowerBound(hashes, wanted); hashes[at] === wanted; at += 1) {
      const ordinal = ordinals[at] ?? 0;
      if (this.#gone[ordinal] === 0 && this.idAt(ordinal) === eventId) return ordinal;
    }
    return -1;
  }

  /** Where the message stands that an edit made what it is; -1 if it is not here. */
  findByEdit(editId: string): number {
    return this.columns.edits.find(([at, id]) => id === editId && this.#gone[at] === 0)?.[0] ?? -1;
  }

  isAlive(ordinal: number): boolean {
    return this.#gone[ordinal] === 0;
  }

  remove(ordinal: number): void {
    if (this.#gone[ordinal] !== 0) return;
    this.#gone[ordinal] = 1;
    this.#goneCount += 1;
  }

  /** The messages that are still here. */
  *messages(): Generator<IndexedMessage> {
    for (let at = 0; at < this.count; at += 1) if (this.#gone[at] === 0) yield this.messageAt(at);
  }

  /** Tells the ordinal of everything that a query finds. */
  search(plan: Plan, query: IndexQuery, near: boolean, tell: (ordinal: number) => void): void {
    const wanted = this.#wanted(query);
    if (wanted === undefined) return;
    const sets: Uint8Array[] = [];
    for (const term of plan.terms) {
      const set = this.#ordinalsOf(term, near);
      if (set === undefined) return;
      sets.push(set);
    }
    const phrases = plan.phrases.length > 0;
    for (let at = 0; at < this.count; at += 1) {
      if (this.#gone[at] !== 0 || sets.some((set) => set[at] === 0) || !wanted(at)) continue;
      if (phrases && !hasPhrases(plan, this.textAt(at))) continue;
      tell(at);
    }
  }

  /** Tells of every message of some rooms. */
  each(
    roomIds: readonly string[],
    tell: (ordinal: number, roomId: string, time: number) => void,
  ): void {
    const { rooms, room, time } = this.columns;
    const wanted = placesOf(roomIds, rooms);
    if (wanted.size === 0) return;
    for (let at = 0; at < this.count; at += 1) {
      const place = room[at] ?? 0;
      if (this.#gone[at] === 0 && wanted.has(place)) tell(at, rooms[place] ?? "", time[at] ?? 0);
    }
  }

  /** Undefined when nothing here can be wanted. */
  #wanted(query: IndexQuery): ((ordinal: number) => boolean) | undefined {
    const { rooms, senders, room, sender, kind, time } = this.columns;
    const roomsWanted = query.rooms && placesOf(query.rooms, rooms);
    const sendersWanted = query.senders && placesOf(query.senders, senders);
    if (roomsWanted?.size === 0 || sendersWanted?.size === 0) return undefined;
    const { after = -Infinity, before = Infinity } = query;
    const kinds = query.kinds && new Set<string>(query.kinds);
    return (at) =>
      (time[at] ?? 0) >= after &&
      (time[at] ?? 0) < before &&
      (roomsWanted?.has(room[at] ?? 0) ?? true) &&
      (sendersWanted?.has(sender[at] ?? 0) ?? true) &&
      (kinds === undefined ||
        kinds.has(KIND_NAMES[(kind[at] ?? 0) & 3] ?? "") ||
        (kinds.has("link") && ((kind[at] ?? 0) & LINK_BIT) !== 0));
  }

  #ordinalsOf(term: Term, near: boolean): Uint8Array | undefined {
    const set = this.#ordinalsWith(term.whole, near);
    if (term.parts.length === 0) return set;
    const parts: Uint8Array[] = [];
    for (const part of term.parts) {
      const found = this.#ordinalsWith(part, near);
      if (found === undefined) return set;
      parts.push(found);
    }
    const all = set ?? new Uint8Array(this.count);
    for (let at = 0; at < this.count; at += 1) {
      if (parts.every((found) => found[at] === 1)) all[at] = 1;
    }
    return all;
  }

  #ordinalsWith(term: string, near: boolean): Uint8Array | undefined {
    let set: Uint8Array | undefined;
    const { postingEnd, postings } = this.columns;
    const take = (line: number): void => {
      set ??= new Uint8Array(this.count);
      const end = postingEnd[line] ?? 0;
      for (let at = line === 0 ? 0 : (postingEnd[line - 1] ?? 0); at < end; at += 1) {
        set[postings[at] ?? 0] = 1;
      }
    };
    if (looksInside(term)) this.#linesInside(term, take);
    else this.#linesFrom(term, (token) => token.startsWith(term), take);
    if (near && allowedErrors(term) > 0) {
      const first = term[0] ?? "";
      const takeNear = (line: number, token: string): void => {
        if (isNear(token, term)) take(line);
      };
      this.#linesFrom(first, (token) => token.startsWith(first), takeNear);
    }
    return set;
  }

  #linesInside(term: string, take: (line: number) => void): void {
    const { terms } = this.columns;
    for (let at = terms.indexOf(term); at >= 0;) {
      const line = upperBound(this.#termStarts, at) - 1;
      take(line);
      const next = this.#termStarts[line + 1];
      at = next === undefined ? -1 : terms.indexOf(term, next);
    }
  }

  /** All lines from the first that is not before `term`, as long as they belong to it. */
  #linesFrom(
    term: string,
    belongs: (token: string) => boolean,
    take: (line: number, token: string) => void,
  ): void {
    let low = 0;
    let high = this.#termStarts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#tokenAt(middle) < term) low = middle + 1;
      else high = middle;
    }
    for (let line = low; line < this.#termStarts.length; line += 1) {
      const token = this.#tokenAt(line);
      if (!belongs(token)) return;
      take(line, token);
    }
  }

  #tokenAt(line: number): string {
    const start = this.#termStarts[line] ?? 0;
    return this.columns.terms.slice(start, this.columns.terms.indexOf("\n", start));
  }
}

function columnsOf(messages: readonly IndexedMessage[]): Columns {
  const postingsByTerm = new Map<string, number[]>();
  const rooms = new Table();
  const senders = new Table();
  const texts = messages.map(({ text }) => new TextEncoder().encode(text));
  const edits: (readonly [number, string, number])[] = [];
  const count = messages.length;
  const columns = {
    room: new Uint16Array(count),
    sender: new Uint16Array(count),
    kind: new Uint8Array(count),
    time: new Float64Array(count),
    textEnd: new Uint32Array(count),
    text: new Uint8Array(texts.reduce((sum, bytes) => sum + bytes.length, 0)),
  };
  let end = 0;
  for (const [at, message] of messages.entries()) {
    columns.room[at] = rooms.placeOf(message.roomId);
    columns.sender[at] = senders.placeOf(message.sender);
    columns.kind[at] = KIND_NAMES.indexOf(message.kind) | (hasLink(message.text) ? LINK_BIT : 0);
    columns.time[at] = message.timestamp;
    const bytes = texts[at] ?? new Uint8Array();
    columns.text.set(bytes, end);
    end += bytes.length;
    columns.textEnd[at] = end;
    if (message.edit) edits.push([at, message.edit.eventId, message.edit.timestamp]);
    for (const token of tokensOf(message.text)) {
      const known = postingsByTerm.get(token);
      if (known) known.push(at);
      else postingsByTerm.set(token, [at]);
    }
  }
  // By code units, as `<` compares: the order that looking up relies on.
  const terms = [...postingsByTerm.keys()].toSorted();
  const lists = terms.map((term) => postingsByTerm.get(term) ?? []);
  let total = 0;
  const postingEnd = Uint32Array.from(lists, (list) => (total += list.length));
  return {
    ...columns,
    ids: messages.map(({ eventId }) => `${eventId}\n`).join(""),
    rooms: rooms.entries,
    senders: senders.entries,
    edits,
    terms: `\n${terms.map((term) => `${term}\n`).join("")}`,
    postingEnd,
    postings: Uint16Array.from(lists.flat()),
  };
}

/** Gives every different text a number. */
class Table {
  readonly entries: string[] = [];
  readonly #places = new Map<string, number>();

  placeOf(text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.entries.length);
    return this.entries.push(text) - 1;
  }
}

function placesOf(wanted: readonly string[], table: readonly string[]): ReadonlySet<number> {
  return new Set(wanted.map((text) => table.indexOf(text)).filter((place) => place >= 0));
}

/** Where the lines of a text begin. */
function lineStarts(text: string, count: number, from = 0): Uint32Array {
  const starts = new Uint32Array(count);
  let start = from;
  for (let line = 0; line < count; line += 1) {
    starts[line] = start;
    start = text.indexOf("\n", start) + 1;
  }
  return starts;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return value >>> 0;
}

/** The first place whose value is not below `wanted`. */
function lowerBound(sorted: Uint32Array, wanted: number): number {
  return bound(sorted, (value) => value < wanted);
}

/** The first place whose value is above `wanted`. */
function upperBound(sorted: Uint32Array, wanted: number): number {
  return bound(sorted, (value) => value <= wanted);
}

function bound(sorted: Uint32Array, isBefore: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
