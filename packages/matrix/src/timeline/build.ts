import type { Member, MessageBody, ThreadDigest, TimelineItem } from "../contract.ts";
import { sameData } from "../observable/share.ts";
import { rootIdOf, threadDigests } from "../threads/digest.ts";
import { field, record, texts } from "../untrusted/guards.ts";
import { bodyOf, messageBody, previewOf } from "./body.ts";
import { changeOf } from "./change.ts";
import { importedAuthor, underNameOf } from "./imported.ts";
import { indexOf, readable, Relations, type TimelineIndex } from "./index-of.ts";
import type { RawEvent } from "./raw-event.ts";
import { type Relation, relationOf } from "./relation.ts";
import { shownTimes } from "./times.ts";

export interface TimelineContext {
  readonly ownUserId: string;
  /** Milliseconds since the epoch; no time later than this is shown. */
  readonly now: number;
  memberOf(userId: string): Member;
  /** Set where one thread is shown: id of its first message. Elsewhere its answers are left out. */
  readonly threadId?: string;
  /** Who may have brought messages of an old system into this room. */
  readonly importer?: string | undefined;
  /** When the first event after those that are built was sent; missing at the newest. */
  readonly nextTime?: number;
}

const MOST_REACTIONS = 50;
/** People whose names stand at a reaction. */
const MOST_NAMES = 20;

function currentContent(
  event: RawEvent,
  index: TimelineIndex,
): { content: unknown; edit?: RawEvent } {
  const edit = event.eventId === undefined ? undefined : index.edits.get(event.eventId);
  return edit === undefined
    ? { content: event.content }
    : { content: record(edit.content, "m.new_content"), edit };
}

/** Whoever wrote it, here or in the old system. */
function senderOf(event: RawEvent, context: TimelineContext): Member {
  const sender = context.memberOf(event.sender);
  const author = importedAuthor(event, context.importer);
  return author === undefined ? sender : underNameOf(sender, author);
}

function shownBody(
  event: RawEvent,
  index: TimelineIndex,
  context: Pick<TimelineContext, "importer">,
): { body: MessageBody; edit?: RawEvent } | undefined {
  const shown = bodyWithEdit(event, index);
  const fallback = importedAuthor(event, context.importer)?.fallback ?? "";
  if (fallback === "" || shown?.body.kind !== "text") return shown;
  const { body } = shown;
  if (!body.body.startsWith(fallback)) return shown;
  return { ...shown, body: { ...body, body: body.body.slice(fallback.length) } };
}

function bodyWithEdit(
  event: RawEvent,
  index: TimelineIndex,
): { body: MessageBody; edit?: RawEvent } | undefined {
  const relation = index.relationOf(event);
  const isReply = relation.kind === "reply" || relation.kind === "thread";
  const original = bodyOf(event, isReply);
  if (original === undefined) return undefined;
  if (original.kind === "call") {
    const outcome = index.calls.get(event.eventId ?? "");
    return { body: outcome === undefined ? original : { kind: "call", outcome } };
  }
  if (event.type !== "m.room.message" || !readable(event)) return { body: original };
  const { content, edit } = currentContent(event, index);
  return edit === undefined ? { body: original } : { body: messageBody(content, isReply), edit };
}

function mentions(content: unknown, userId: string): boolean {
  const declared = record(content, "m.mentions");
  return field(declared, "room") === true || texts(declared, "user_ids", 500).includes(userId);
}

function reactionsOf(event: RawEvent, index: TimelineIndex, context: TimelineContext) {
  const found = event.eventId === undefined ? undefined : index.reactions.get(event.eventId);
  if (found === undefined) return [];
  const byKey = new Map<string, Set<string>>();
  for (const reaction of found) {
    const relation = index.relationOf(reaction);
    if (relation.kind !== "reaction") continue;
    const senders = byKey.get(relation.key) ?? new Set<string>();
    senders.add(reaction.sender);
    byKey.set(relation.key, senders);
  }
  return [...byKey].slice(0, MOST_REACTIONS).map(([key, senders]) => ({
    key,
    count: senders.size,
    own: senders.has(context.ownUserId),
    names: [...senders].slice(0, MOST_NAMES).map((id) => context.memberOf(id).displayName),
  }));
}

/** Id of the message that another one quotes. */
function quotedIdOf(relation: Relation): string | undefined {
  if (relation.kind === "reply") return relation.eventId;
  return relation.kind === "thread" ? relation.replyTo : undefined;
}

function replyOf(relation: Relation, index: TimelineIndex, context: TimelineContext) {
  const eventId = quotedIdOf(relation);
  if (eventId === undefined) return undefined;
  const target = index.byId.get(eventId);
  const body = target === undefined ? undefined : shownBody(target, index, context)?.body;
  return {
    eventId,
    sender: target === undefined ? "" : senderOf(target, context).displayName,
    preview: body === undefined ? "" : previewOf(body),
  };
}

/** What stands under the first message of a thread; nothing inside of a thread. */
function digestOf(
  event: RawEvent,
  index: TimelineIndex,
  context: TimelineContext,
): ThreadDigest | undefined {
  if (event.eventId === undefined || context.threadId !== undefined) return undefined;
  const replies = index.threads.get(event.eventId) ?? [];
  if (replies.length === 0 && event.threadBundle === undefined) return undefined;
  const previewOfEvent = (reply: RawEvent): string => {
    const body = shownBody(reply, index, context)?.body;
    return body === undefined ? "" : previewOf(body);
  };
  const digests = threadDigests([event, ...replies], { ...context, previewOf: previewOfEvent });
  return digests.get(event.eventId);
}

function messageItem(
  event: RawEvent,
  timestamp: number,
  index: TimelineIndex,
  context: TimelineContext,
): TimelineItem | undefined {
  const relation = index.relationOf(event);
  if (relation.kind === "edit" || relation.kind === "reaction") return undefined;
  if (context.threadId === undefined && rootIdOf(event, relation) !== undefined) return undefined;
  const shown = shownBody(event, index, context);
  if (shown === undefined) return undefined;
  const { body, edit } = shown;
  const thread = digestOf(event, index, context);
  const replyTo = readable(event) ? replyOf(relation, index, context) : undefined;
  const own = event.sender === context.ownUserId;
  // An edit that could not be sent has to be seen where it belongs: at its message.
  const send = edit !== undefined && edit.send.kind !== "sent" ? edit.send : event.send;
  return {
    kind: "message",
    key: event.key,
    ...(event.eventId === undefined ? {} : { eventId: event.eventId }),
    sender: senderOf(event, context),
    own,
    timestamp,
    body,
    edited: edit !== undefined,
    ...(replyTo === undefined ? {} : { replyTo }),
    reactions: reactionsOf(event, index, context),
    send,
    mentionsMe:
      // A call speaks for itself.
      !own &&
      body.kind !== "call" &&
      readable(event) &&
      mentions(currentContent(event, index).content, context.ownUserId),
    ...(thread === undefined ? {} : { thread }),
  };
}

function changeItem(
  event: RawEvent,
  timestamp: number,
  context: TimelineContext,
): TimelineItem | undefined {
  const change = event.redacted ? undefined : changeOf(event, (userId) => context.memberOf(userId));
  if (change === undefined) return undefined;
  const sender = context.memberOf(event.sender);
  return { kind: "change", key: event.key, timestamp, sender, change };
}

/**
 * Everything that an item is made of: while all of it stays the same, so does the item. Whatever
 * `messageItem` or `changeItem` reads has to be named here; a property test watches over it.
 */
function sourcesOf(
  event: RawEvent,
  timestamp: number,
  index: TimelineIndex,
  context: TimelineContext,
): readonly unknown[] {
  const sources: unknown[] = [timestamp, context.memberOf(event.sender), context.importer];
  if (event.stateKey !== undefined) {
    if (event.type === "m.room.member") sources.push(context.memberOf(event.stateKey));
    return sources;
  }
  const { eventId } = event;
  if (eventId !== undefined) {
    sources.push(index.edits.get(eventId), index.calls.get(eventId));
    for (const reaction of index.reactions.get(eventId) ?? []) {
      sources.push(reaction, context.memberOf(reaction.sender));
    }
    for (const reply of index.threads.get(eventId) ?? []) {
      sources.push(reply, index.edits.get(reply.eventId ?? ""), context.memberOf(reply.sender));
    }
    const { threadBundle } = event;
    if (threadBundle !== undefined) sources.push(context.memberOf(threadBundle.latestSender));
  }
  const quotedId = quotedIdOf(index.relationOf(event));
  if (quotedId !== undefined) {
    const target = index.byId.get(quotedId);
    sources.push(target, index.edits.get(quotedId));
    if (target !== undefined) sources.push(context.memberOf(target.sender));
  }
  return sources;
}

interface Memo {
  readonly sources: readonly unknown[];
  readonly item: TimelineItem | undefined;
}

function sameReferences(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}

/**
 * The timeline as people see it, from the events as they came: edits, reactions and redactions
 * gathered at what they belong to, machine talk left out. Keeps the order of the server.
 *
 * Remembers what it has built: an event that is the same object as before, with everything that
 * belongs to it, keeps its item, and an unchanged timeline is the same list. Apart from that the
 * result depends on nothing but the arguments.
 */
export class TimelineBuilder {
  readonly #relations = new Relations();
  readonly #memos = new WeakMap<RawEvent, Memo>();
  #items: readonly TimelineItem[] = [];

  /** As last built. */
  get items(): readonly TimelineItem[] {
    return this.#items;
  }

  /**
   * @param after loaded events that do not stand here, but may belong to what does
   * @param before the same, of earlier than what stands here
   */
  build(
    events: readonly RawEvent[],
    context: TimelineContext,
    after: readonly RawEvent[] = [],
    before: readonly RawEvent[] = [],
  ): readonly TimelineItem[] {
    const apart = after.length > 0 || before.length > 0;
    const index = indexOf(
      apart ? [...before, ...events, ...after] : events,
      this.#relations,
      context.now,
    );
    const times = shownTimes(events, context.now, context.nextTime);
    const earlier = new Earlier(this.#items);
    const items: TimelineItem[] = [];
    events.forEach((event, position) => {
      // A moment later it is readable, or says why not; a line that jumps would be worse.
      if (event.decryption === "pending") return;
      const timestamp = times[position] ?? 0;
      const sources = sourcesOf(event, timestamp, index, context);
      let memo = this.#memos.get(event);
      if (memo === undefined || !sameReferences(memo.sources, sources)) {
        const item =
          event.stateKey === undefined
            ? messageItem(event, timestamp, index, context)
            : changeItem(event, timestamp, context);
        memo = { sources, item: item === undefined ? undefined : earlier.orNew(item) };
        this.#memos.set(event, memo);
      }
      if (memo.item !== undefined) items.push(memo.item);
    });
    if (!sameReferences(items, this.#items)) this.#items = items;
    return this.#items;
  }
}

/** What was shown before, by key; put in order only when something has changed. */
class Earlier {
  #byKey: ReadonlyMap<string, TimelineItem> | undefined;

  constructor(private readonly items: readonly TimelineItem[]) {}

  /** The earlier item if it says the same, e.g. when the server has confirmed a message. */
  orNew(item: TimelineItem): TimelineItem {
    this.#byKey ??= new Map(this.items.map((entry) => [entry.key, entry]));
    const old = this.#byKey.get(item.key);
    return old !== undefined && sameData(old, item) ? old : item;
  }
}

/** The timeline of events that are looked at once. */
export function buildTimeline(
  events: readonly RawEvent[],
  context: TimelineContext,
): readonly TimelineItem[] {
  return new TimelineBuilder().build(events, context);
}

/** Whether an event is something that people write to each other and may have missed. */
export function isMessage(event: RawEvent): boolean {
  if (event.stateKey !== undefined || event.redacted || event.decryption === "pending")
    return false;
  const relation = relationOf(event.type, event.content);
  if (relation.kind === "edit" || relation.kind === "reaction") return false;
  return bodyOf(event, false) !== undefined;
}

/** Whether an event calls a person by name, or everybody in the room. */
export function isMention(event: RawEvent, userId: string): boolean {
  return event.sender !== userId && readable(event) && mentions(event.content, userId);
}
