import type { ExportedMessage } from "../records.ts";
import type { Spill } from "./spill.ts";

/** A message with what orders it among those of the same millisecond. */
export interface Stamped {
  readonly message: ExportedMessage;
  readonly rest: number;
  /** The server's number of it in its room, 0 for none. */
  readonly number: number;
}

/** Messages, and characters of them, that are sorted in memory at once. */
export interface SortLimits {
  readonly messages: number;
  readonly characters: number;
}

const LIMITS: SortLimits = { messages: 50_000, characters: 32 * 1024 * 1024 };

/** Negative where the first is older. */
export function compareStamped(one: Stamped, other: Stamped): number {
  return (
    one.message.sentAt - other.message.sentAt || one.rest - other.rest || one.number - other.number
  );
}

/**
 * Sorts any number of messages with bounded memory: stretches are sorted, put aside and merged. Those
 * of the same time and number stay in the order in which they came.
 */
export async function* sorted(
  messages: AsyncIterable<Stamped>,
  spill: Spill,
  limits: SortLimits = LIMITS,
): AsyncGenerator<Stamped> {
  const stretches: (() => AsyncIterable<string>)[] = [];
  let stretch: Stamped[] = [];
  let characters = 0;
  for await (const message of messages) {
    stretch.push(message);
    characters += message.message.text.length + 200;
    if (stretch.length < limits.messages && characters < limits.characters) continue;
    stretches.push(await spill.put(written(stretch.toSorted(compareStamped))));
    stretch = [];
    characters = 0;
  }
  const last = stretch.toSorted(compareStamped);
  yield* merged([...stretches.map((lines) => readBack(lines())), fromMemory(last)]);
}

function* written(stretch: readonly Stamped[]): Generator<string> {
  for (const stamped of stretch) yield JSON.stringify(stamped);
}

async function* readBack(lines: AsyncIterable<string>): AsyncGenerator<Stamped> {
  // Written by this process a moment ago, into a folder that is its own.
  for await (const line of lines) yield JSON.parse(line) as Stamped;
}

async function* fromMemory(stretch: readonly Stamped[]): AsyncGenerator<Stamped> {
  yield* stretch;
}

async function* merged(sources: readonly AsyncGenerator<Stamped>[]): AsyncGenerator<Stamped> {
  const heads: (Stamped | undefined)[] = [];
  for (const source of sources) heads.push(await next(source));
  for (;;) {
    let first = -1;
    for (let at = 0; at < heads.length; at += 1) {
      const head = heads[at];
      const best = heads[first];
      if (head === undefined) continue;
      if (best === undefined || compareStamped(head, best) < 0) first = at;
    }
    const head = heads[first];
    const source = sources[first];
    if (head === undefined || source === undefined) return;
    yield head;
    heads[first] = await next(source);
  }
}

async function next(source: AsyncGenerator<Stamped>): Promise<Stamped | undefined> {
  const result = await source.next();
  return result.done === true ? undefined : result.value;
}
