import { ringOutcomes } from "../calls/ring-log.ts";
import type { CallOutcome } from "../contract.ts";
import { rootIdOf } from "../threads/digest.ts";
import { record } from "../untrusted/guards.ts";
import type { RawEvent } from "./raw-event.ts";
import { type Relation, relationOf } from "./relation.ts";

/** What a stretch of events says about each other. */
export interface TimelineIndex {
  readonly byId: ReadonlyMap<string, RawEvent>;
  /** Event id → newest edit by the same person. */
  readonly edits: ReadonlyMap<string, RawEvent>;
  /** Event id → readable reactions to it, in order. */
  readonly reactions: ReadonlyMap<string, readonly RawEvent[]>;
  /** Id of a thread's first message → everything else in it, in order. */
  readonly threads: ReadonlyMap<string, readonly RawEvent[]>;
  /** Event id of a call that rang → what became of it. */
  readonly calls: ReadonlyMap<string, CallOutcome>;
  relationOf(event: RawEvent): Relation;
}

/** Remembers what an event relates to for as long as the event lives: it never changes. */
export class Relations {
  readonly #known = new WeakMap<RawEvent, Relation>();

  of(event: RawEvent): Relation {
    let relation = this.#known.get(event);
    if (relation === undefined) {
      relation = relationOf(event.type, event.content);
      this.#known.set(event, relation);
    }
    return relation;
  }
}

/** Neither taken back nor locked. */
export function readable(event: RawEvent): boolean {
  return !event.redacted && event.decryption === undefined;
}

/** Whether an edit may replace the wording of a message. */
function isValidEdit(edit: RawEvent, original: RawEvent, relations: Relations): boolean {
  return (
    original.sender === edit.sender &&
    original.type === edit.type &&
    original.stateKey === undefined &&
    relations.of(original).kind !== "edit" &&
    // The words of an encrypted message are not for a server to replace; one's own goes out encrypted.
    (original.encrypted !== true || edit.encrypted === true || edit.send.kind !== "sent") &&
    record(edit.content, "m.new_content") !== undefined
  );
}

function add(map: Map<string, RawEvent[]>, key: string, event: RawEvent): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [event]);
  else known.push(event);
}

/**
 * Gathers edits and reactions at what they belong to.
 * @param now milliseconds since the epoch
 */
export function indexOf(
  events: Iterable<RawEvent>,
  relations: Relations,
  now: number,
): TimelineIndex {
  const byId = new Map<string, RawEvent>();
  const related: RawEvent[] = [];
  const threads = new Map<string, RawEvent[]>();
  for (const event of events) {
    if (event.eventId !== undefined) byId.set(event.eventId, event);
    const relation = relations.of(event);
    if (relation.kind === "edit" || relation.kind === "reaction") related.push(event);
    const rootId = rootIdOf(event, relation);
    if (rootId !== undefined && event.stateKey === undefined) add(threads, rootId, event);
  }
  const edits = new Map<string, RawEvent>();
  const reactions = new Map<string, RawEvent[]>();
  for (const event of related) {
    if (!readable(event) || event.stateKey !== undefined) continue;
    const relation = relations.of(event);
    if (relation.kind === "edit") {
      const original = byId.get(relation.eventId);
      if (original !== undefined && isValidEdit(event, original, relations)) {
        edits.set(relation.eventId, event);
      }
    } else if (relation.kind === "reaction") {
      add(reactions, relation.eventId, event);
    }
  }
  const calls = ringOutcomes(events, now);
  return { byId, edits, reactions, threads, calls, relationOf: (event) => relations.of(event) };
}
