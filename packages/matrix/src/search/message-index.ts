import { tokensOf } from "./fold.ts";
import { type IndexedMessage, type IndexQuery, isWanted } from "./message.ts";
import { isFound, type Plan, planOf } from "./plan.ts";
import { Segment } from "./segment.ts";

/** Messages of a segment: one is written again when one of its messages goes. */
export const SEGMENT_SIZE = 2048;
/** Ids remembered so that what was deleted does not come back with an older answer of the server. */
const REMEMBERED = 10_000;

/** A message that is not in a segment yet. */
interface Fresh {
  readonly message: IndexedMessage;
  readonly tokens: ReadonlySet<string>;
}

export interface Found {
  /** Newest first. */
  readonly messages: readonly IndexedMessage[];
  /** All that were found, not only those in `messages`. */
  readonly total: number;
  /** Nothing has what was typed: these have something like it. */
  readonly near: boolean;
}

/** What was said before and after a message. */
export interface Neighbours {
  readonly before?: IndexedMessage;
  readonly after?: IndexedMessage;
}

/** Where a found message stands. */
interface Place {
  readonly time: number;
  message(): IndexedMessage;
}

/** What has to be written down, in the words of the store. */
export interface Changes {
  /** Fresh messages since the last time. */
  readonly added: readonly IndexedMessage[];
  /** All fresh messages are to be written anew: one of them has changed or gone. */
  readonly freshChanged: boolean;
  /** Segments that have lost messages; `undefined` for those that are empty now. */
  readonly segments: ReadonlyMap<number, Segment | undefined>;
}

/**
 * Every message that can be found: fresh ones in a list that is simply looked through, the others
 * in segments. Knows nothing of storage; `changes` tells what to write.
 */
export class MessageIndex {
  readonly #segments = new Map<number, Segment>();
  readonly #touched = new Set<number>();
  #fresh = new Map<string, Fresh>();
  #added: IndexedMessage[] = [];
  #freshChanged = false;
  #nextSegment = 1;
  readonly #removed = new Set<string>();

  /**
   * @param limit messages above which the oldest leave
   * @param segmentSize messages of a segment; others than `SEGMENT_SIZE` are for tests
   */
  constructor(
    private readonly limit: number,
    private readonly segmentSize: number = SEGMENT_SIZE,
  ) {}

  get size(): number {
    let size = this.#fresh.size;
    for (const segment of this.#segments.values()) size += segment.alive;
    return size;
  }

  /** Bytes of the segments outside of the heap. */
  get bytes(): number {
    let bytes = 0;
    for (const segment of this.#segments.values()) bytes += segment.size;
    return bytes;
  }

  /** Takes in a segment as it was stored. */
  restore(number: number, segment: Segment): void {
    this.#segments.set(number, segment);
    this.#nextSegment = Math.max(this.#nextSegment, number + 1);
  }

  /** Takes in messages that were stored as fresh; a segment that has them already wins. */
  restoreFresh(messages: readonly IndexedMessage[]): void {
    for (const message of messages) {
      if (this.#locate(message.eventId) !== undefined) continue;
      this.#fresh.set(message.eventId, { message, tokens: tokensOf(message.text) });
    }
  }

  /**
   * Takes in a message, an original or what an edit (`message.edit`) made of it, in whatever order
   * they come: the newest edit by the same person counts.
   */
  add(message: IndexedMessage): void {
    if (this.#removed.has(message.eventId)) return;
    if (message.edit !== undefined && this.#removed.has(message.edit.eventId)) return;
    const known = this.#get(message.eventId);
    const merged = known === undefined ? message : merge(known, message);
    if (merged === known) return;
    if (known !== undefined) this.#drop(message.eventId);
    this.#fresh.set(message.eventId, { message: merged, tokens: tokensOf(merged.text) });
    this.#added.push(merged);
  }

  /**
   * Forgets a message at once. Of an edit: what it made of the message.
   * @returns the message whose text is gone although it itself is not: to be added again
   */
  remove(eventId: string): string | undefined {
    this.#removed.add(eventId);
    if (this.#removed.size > REMEMBERED) {
      for (const oldest of this.#removed) {
        this.#removed.delete(oldest);
        break;
      }
    }
    if (this.#drop(eventId)) return undefined;
    const edited = this.#editedBy(eventId);
    if (edited !== undefined) this.#drop(edited);
    return edited;
  }

  /** Forgets everything of a room. */
  removeRoom(roomId: string): void {
    this.#removeWhere((message) => message.roomId === roomId);
  }

  /**
   * Looks for messages, newest first.
   * @param limit how many are given, after leaving out `skip`
   */
  search(query: IndexQuery, limit: number, skip = 0): Found {
    const plan = planOf(query.text);
    // Signs only, or nothing: there is no word to look for.
    const typed = query.text.trim() !== "";
    if (typed && plan.terms.length === 0) return { messages: [], total: 0, near: false };
    const exact = this.#collect(plan, query, false, limit + skip);
    if (exact.total > 0 || !typed) return finish(exact, skip, false);
    return finish(this.#collect(plan, query, true, limit + skip), skip, true);
  }

  /** For each message, those of the same room just before and after it, if they are known. */
  neighbours(messages: readonly IndexedMessage[]): readonly Neighbours[] {
    const asked = messages.map(({ eventId, roomId, timestamp }) => ({
      eventId,
      roomId,
      timestamp,
      before: undefined as Place | undefined,
      after: undefined as Place | undefined,
    }));
    const byRoom = new Map<string, typeof asked>();
    for (const one of asked) byRoom.set(one.roomId, [...(byRoom.get(one.roomId) ?? []), one]);
    const look = (roomId: string, time: number, message: () => IndexedMessage): void => {
      for (const one of byRoom.get(roomId) ?? []) {
        if (time < one.timestamp && time > (one.before?.time ?? -1)) one.before = { time, message };
        if (time > one.timestamp && time < (one.after?.time ?? Infinity)) {
          one.after = { time, message };
        }
      }
    };
    for (const { message } of this.#fresh.values()) {
      look(message.roomId, message.timestamp, () => message);
    }
    for (const segment of this.#segments.values()) {
      segment.each([...byRoom.keys()], (ordinal, roomId, time) => {
        look(roomId, time, () => segment.messageAt(ordinal));
      });
    }
    return asked.map(({ before, after }): Neighbours => {
      const found: { before?: IndexedMessage; after?: IndexedMessage } = {};
      if (before !== undefined) found.before = before.message();
      if (after !== undefined) found.after = after.message();
      return found;
    });
  }

  /**
   * Makes a segment of the fresh messages when there are enough, and lets the oldest leave.
   * @returns the time before which messages have left, if some did
   */
  tidy(): number | undefined {
    if (this.#fresh.size >= this.segmentSize) {
      const messages = [...this.#fresh.values()].map(({ message }) => message);
      for (let at = 0; at < messages.length; at += this.segmentSize) {
        const number = this.#nextSegment;
        this.#nextSegment += 1;
        this.#segments.set(number, Segment.of(messages.slice(at, at + this.segmentSize)));
        this.#touched.add(number);
      }
      this.#fresh = new Map();
      this.#added = [];
      this.#freshChanged = true;
    }
    // Not one by one: every time costs the rewriting of segments.
    if (this.size <= this.limit + this.segmentSize) return undefined;
    const times = new Float64Array(this.size);
    let count = 0;
    for (const message of this.#places()) {
      times[count] = message.time;
      count += 1;
    }
    const cut = times.toSorted()[times.length - this.limit] ?? 0;
    this.#removeWhere(({ timestamp }) => timestamp < cut);
    return cut;
  }

  /** What has changed since the last call; segments that lost messages are made anew. */
  changes(): Changes {
    const segments = new Map<number, Segment | undefined>();
    for (const number of this.#touched) {
      const segment = this.#segments.get(number);
      if (segment === undefined || segment.alive === 0) {
        this.#segments.delete(number);
        segments.set(number, undefined);
        continue;
      }
      const clean = segment.alive === segment.count ? segment : Segment.of([...segment.messages()]);
      this.#segments.set(number, clean);
      segments.set(number, clean);
    }
    const changes = { added: this.#added, freshChanged: this.#freshChanged, segments };
    this.#touched.clear();
    this.#added = [];
    this.#freshChanged = false;
    return changes;
  }

  /** All messages that are in no segment yet. */
  fresh(): readonly IndexedMessage[] {
    return [...this.#fresh.values()].map(({ message }) => message);
  }

  #locate(eventId: string): { number: number; segment: Segment; ordinal: number } | undefined {
    for (const [number, segment] of this.#segments) {
      const ordinal = segment.find(eventId);
      if (ordinal >= 0) return { number, segment, ordinal };
    }
    return undefined;
  }

  #get(eventId: string): IndexedMessage | undefined {
    const fresh = this.#fresh.get(eventId);
    if (fresh !== undefined) return fresh.message;
    const place = this.#locate(eventId);
    return place?.segment.messageAt(place.ordinal);
  }

  #editedBy(editId: string): string | undefined {
    for (const { message } of this.#fresh.values()) {
      if (message.edit?.eventId === editId) return message.eventId;
    }
    for (const segment of this.#segments.values()) {
      const ordinal = segment.findByEdit(editId);
      if (ordinal >= 0) return segment.idAt(ordinal);
    }
    return undefined;
  }

  #drop(eventId: string): boolean {
    if (this.#fresh.delete(eventId)) {
      this.#freshChanged = true;
      return true;
    }
    const place = this.#locate(eventId);
    if (place === undefined) return false;
    place.segment.remove(place.ordinal);
    this.#touched.add(place.number);
    return true;
  }

  #removeWhere(gone: (message: IndexedMessage) => boolean): void {
    for (const { message } of Array.from(this.#fresh.values())) {
      if (gone(message)) this.#drop(message.eventId);
    }
    for (const [number, segment] of this.#segments) {
      for (let at = 0; at < segment.count; at += 1) {
        if (!segment.isAlive(at) || !gone(segment.messageAt(at))) continue;
        segment.remove(at);
        this.#touched.add(number);
      }
    }
  }

  *#places(): Generator<{ readonly time: number }> {
    for (const { message } of this.#fresh.values()) yield { time: message.timestamp };
    for (const segment of this.#segments.values()) {
      for (let at = 0; at < segment.count; at += 1) {
        if (segment.isAlive(at)) yield { time: segment.timeAt(at) };
      }
    }
  }

  #collect(plan: Plan, query: IndexQuery, near: boolean, most: number) {
    const best = new Best(most);
    for (const { message, tokens } of this.#fresh.values()) {
      if (isWanted(message, query) && isFound(plan, tokens, message.text, near)) {
        best.offer(message.timestamp, () => message);
      }
    }
    for (const segment of this.#segments.values()) {
      segment.search(plan, query, near, (ordinal) => {
        best.offer(segment.timeAt(ordinal), () => segment.messageAt(ordinal));
      });
    }
    return { places: best.inOrder(), total: best.total };
  }
}

/** The newest of many, without sorting them all. */
class Best {
  total = 0;
  /** Heap: the one that would leave next comes first. */
  readonly #heap: Place[] = [];

  constructor(private readonly most: number) {}

  offer(time: number, message: () => IndexedMessage): void {
    this.total += 1;
    if (this.#heap.length < this.most) {
      this.#heap.push({ time, message });
      this.#up(this.#heap.length - 1);
    } else if (this.#heap[0] !== undefined && this.#heap[0].time < time) {
      this.#heap[0] = { time, message };
      this.#down();
    }
  }

  inOrder(): readonly Place[] {
    return this.#heap.toSorted((a, b) => b.time - a.time);
  }

  #timeAt(at: number): number {
    return this.#heap[at]?.time ?? 0;
  }

  #swap(a: number, b: number): void {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (first === undefined || second === undefined) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }

  #up(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (this.#timeAt(at) >= this.#timeAt(parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #down(): void {
    for (let at = 0; ;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        const beyond = child >= this.#heap.length;
        if (!beyond && this.#timeAt(child) < this.#timeAt(worst)) worst = child;
      }
      if (worst === at) return;
      this.#swap(at, worst);
      at = worst;
    }
  }
}

function finish(
  collected: { readonly places: readonly Place[]; readonly total: number },
  skip: number,
  near: boolean,
): Found {
  return {
    messages: collected.places.slice(skip).map((place) => place.message()),
    total: collected.total,
    near: near && collected.total > 0,
  };
}

/** What is known of a message together with what came now; the same object if nothing is new. */
function merge(known: IndexedMessage, next: IndexedMessage): IndexedMessage {
  if (next.edit === undefined) {
    // The original, after an edit of it: only its author may have edited it.
    if (known.edit === undefined || known.sender !== next.sender) {
      return known.edit === undefined && known.text === next.text ? known : next;
    }
    return known.timestamp === next.timestamp ? known : { ...known, timestamp: next.timestamp };
  }
  if (known.edit === undefined) {
    if (known.sender !== next.sender) return known;
    return { ...next, timestamp: known.timestamp };
  }
  if (next.edit.timestamp <= known.edit.timestamp) return known;
  // Which of two people is the author is not known before the original comes.
  return { ...next, timestamp: Math.min(known.timestamp, next.timestamp) };
}
