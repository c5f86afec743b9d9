import type { Member, ThreadDigest } from "../contract.ts";
import { bodyOf } from "../timeline/body.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { type Relation, relationOf } from "../timeline/relation.ts";
import { amount, clampTime, field, record, text } from "../untrusted/guards.ts";

/** What the server says of a thread at its first message: as it was when the message was loaded. */
export interface ThreadBundle {
  readonly count: number;
  readonly latestId: string;
  readonly latestSender: string;
  readonly latestAt: unknown;
  readonly participated: boolean;
}

/** The thread part of an event's bundled relations; untrusted. @see https://spec.matrix.org/v1.16/client-server-api/#server-side-aggregation-of-mthread-relationships */
export function threadBundleOf(unsigned: unknown): ThreadBundle | undefined {
  const bundle = record(record(unsigned, "m.relations"), "m.thread");
  const latest = record(bundle, "latest_event");
  const count = amount(bundle, "count");
  const latestId = text(latest, "event_id", 255);
  const latestSender = text(latest, "sender", 255);
  if (count === undefined || count < 1 || latestId === undefined || latestSender === undefined) {
    return undefined;
  }
  return {
    count: Math.trunc(count),
    latestId,
    latestSender,
    latestAt: field(latest, "origin_server_ts"),
    participated: field(bundle, "current_user_participated") === true,
  };
}

export interface DigestContext {
  readonly ownUserId: string;
  readonly now: number;
  memberOf(userId: string): Member;
  /** The words of a message as it stands now; empty for what has none. */
  previewOf(event: RawEvent): string;
}

/** Id of the thread's first message, also of a message that was removed since. */
export function rootIdOf(event: RawEvent, relation: Relation): string | undefined {
  return relation.kind === "thread" ? relation.rootId : event.lostThread;
}

interface Replies {
  readonly ids: Set<string>;
  readonly shown: RawEvent[];
}

function repliesByRoot(events: readonly RawEvent[]): ReadonlyMap<string, Replies> {
  const threads = new Map<string, Replies>();
  for (const event of events) {
    if (event.stateKey !== undefined) continue;
    const rootId = rootIdOf(event, relationOf(event.type, event.content));
    if (rootId === undefined) continue;
    const replies = threads.get(rootId) ?? { ids: new Set<string>(), shown: [] };
    threads.set(rootId, replies);
    if (event.eventId !== undefined) replies.ids.add(event.eventId);
    const body = event.redacted ? undefined : bodyOf(event, true);
    if (body !== undefined && event.decryption !== "pending") replies.shown.push(event);
  }
  return threads;
}

/**
 * What stands under the first message of each thread. From a loaded first message on all answers
 * are loaded as well; where they are not, the server's summary stands in. Pure.
 */
export function threadDigests(
  events: readonly RawEvent[],
  context: DigestContext,
): ReadonlyMap<string, ThreadDigest> {
  const digests = new Map<string, ThreadDigest>();
  const threads = repliesByRoot(events);
  const bundles = events.flatMap((event): readonly [string, ThreadBundle][] =>
    event.eventId === undefined || event.threadBundle === undefined
      ? []
      : [[event.eventId, event.threadBundle]],
  );
  for (const [rootId, replies] of threads) {
    const last = replies.shown.at(-1);
    if (last === undefined) continue;
    digests.set(rootId, {
      count: replies.shown.length,
      lastSender: context.memberOf(last.sender),
      lastPreview: context.previewOf(last),
      lastTimestamp: clampTime(last.timestamp, context.now),
      participated: replies.shown.some((event) => event.sender === context.ownUserId),
    });
  }
  for (const [rootId, bundle] of bundles) {
    if (threads.get(rootId)?.ids.has(bundle.latestId) === true) continue;
    const known = digests.get(rootId);
    digests.set(rootId, {
      lastSender: context.memberOf(bundle.latestSender),
      lastPreview: "",
      lastTimestamp: clampTime(bundle.latestAt, context.now),
      ...known,
      count: Math.max(bundle.count, known?.count ?? 0),
      participated: bundle.participated || known?.participated === true,
    });
  }
  return digests;
}
