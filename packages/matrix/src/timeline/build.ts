import type { Member, MessageBody, ThreadDigest, TimelineItem } from "../contract.ts";
import { rootIdOf, threadDigests } from "../threads/digest.ts";
import { clampTime, field, record, texts } from "../untrusted/guards.ts";
import { bodyOf, messageBody, previewOf } from "./body.ts";
import { changeOf } from "./change.ts";
import type { RawEvent } from "./raw-event.ts";
import { type Relation, relationOf } from "./relation.ts";

export interface TimelineContext {
  readonly ownUserId: string;
  /** Milliseconds since the epoch; no time later than this is shown. */
  readonly now: number;
  memberOf(userId: string): Member;
  /** Set where one thread is shown: id of its first message. Elsewhere its answers are left out. */
  readonly threadId?: string;
}

interface Reactions {
  /** Reaction → those who sent it, in order. */
  readonly byKey: Map<string, Set<string>>;
}

interface Index {
  readonly byId: ReadonlyMap<string, RawEvent>;
  readonly relations: ReadonlyMap<RawEvent, Relation>;
  /** Event id → newest edit by the same person. */
  readonly edits: ReadonlyMap<string, RawEvent>;
  readonly reactions: ReadonlyMap<string, Reactions>;
  readonly threads: ReadonlyMap<string, ThreadDigest>;
}

const NO_RELATION: Relation = { kind: "none" };
const MOST_REACTIONS = 50;
/** People whose names stand at a reaction. */
const MOST_NAMES = 20;

function readable(event: RawEvent): boolean {
  return !event.redacted && event.decryption === undefined;
}

function indexOf(events: readonly RawEvent[], context: TimelineContext): Index {
  const byId = new Map<string, RawEvent>();
  for (const event of events) if (event.eventId !== undefined) byId.set(event.eventId, event);
  const relations = new Map<RawEvent, Relation>();
  const edits = new Map<string, RawEvent>();
  const reactions = new Map<string, Reactions>();
  for (const event of events) {
    const relation = relationOf(event.type, event.content);
    relations.set(event, relation);
    if (!readable(event) || event.stateKey !== undefined) continue;
    if (relation.kind === "edit") {
      const original = byId.get(relation.eventId);
      const valid =
        original !== undefined &&
        original.sender === event.sender &&
        original.type === event.type &&
        original.stateKey === undefined &&
        relations.get(original)?.kind !== "edit" &&
        record(event.content, "m.new_content") !== undefined;
      if (valid) edits.set(relation.eventId, event);
    } else if (relation.kind === "reaction") {
      const entry = reactions.get(relation.eventId) ?? { byKey: new Map<string, Set<string>>() };
      const senders = entry.byKey.get(relation.key) ?? new Set<string>();
      senders.add(event.sender);
      entry.byKey.set(relation.key, senders);
      reactions.set(relation.eventId, entry);
    }
  }
  const index: Index = { byId, relations, edits, reactions, threads: new Map() };
  const previewOfEvent = (event: RawEvent): string => {
    const body = shownBody(event, index)?.body;
    return body === undefined ? "" : previewOf(body);
  };
  const threads =
    context.threadId === undefined
      ? threadDigests(events, { ...context, previewOf: previewOfEvent })
      : index.threads;
  return { ...index, threads };
}

function currentContent(event: RawEvent, index: Index): { content: unknown; edit?: RawEvent } {
  const edit = event.eventId === undefined ? undefined : index.edits.get(event.eventId);
  return edit === undefined
    ? { content: event.content }
    : { content: record(edit.content, "m.new_content"), edit };
}

function shownBody(
  event: RawEvent,
  index: Index,
): { body: MessageBody; edit?: RawEvent } | undefined {
  const relation = index.relations.get(event);
  const isReply = relation?.kind === "reply" || relation?.kind === "thread";
  const original = bodyOf(event, isReply);
  if (original === undefined) return undefined;
  if (event.type !== "m.room.message" || !readable(event)) return { body: original };
  const { content, edit } = currentContent(event, index);
  return edit === undefined ? { body: original } : { body: messageBody(content, isReply), edit };
}

function mentions(content: unknown, userId: string): boolean {
  const declared = record(content, "m.mentions");
  return field(declared, "room") === true || texts(declared, "user_ids", 500).includes(userId);
}

function reactionsOf(event: RawEvent, index: Index, context: TimelineContext) {
  const found = event.eventId === undefined ? undefined : index.reactions.get(event.eventId);
  if (found === undefined) return [];
  return [...found.byKey].slice(0, MOST_REACTIONS).map(([key, senders]) => ({
    key,
    count: senders.size,
    own: senders.has(context.ownUserId),
    names: [...senders].slice(0, MOST_NAMES).map((id) => context.memberOf(id).displayName),
  }));
}

function replyOf(relation: Relation, index: Index, context: TimelineContext) {
  const eventId =
    relation.kind === "reply"
      ? relation.eventId
      : relation.kind === "thread"
        ? relation.replyTo
        : undefined;
  if (eventId === undefined) return undefined;
  const target = index.byId.get(eventId);
  const body = target === undefined ? undefined : shownBody(target, index)?.body;
  return {
    eventId,
    sender: target === undefined ? "" : context.memberOf(target.sender).displayName,
    preview: body === undefined ? "" : previewOf(body),
  };
}

function messageItem(
  event: RawEvent,
  index: Index,
  context: TimelineContext,
): TimelineItem | undefined {
  const relation = index.relations.get(event) ?? NO_RELATION;
  if (relation.kind === "edit" || relation.kind === "reaction") return undefined;
  if (context.threadId === undefined && rootIdOf(event, relation) !== undefined) return undefined;
  const shown = shownBody(event, index);
  if (shown === undefined) return undefined;
  const { body, edit } = shown;
  const thread = event.eventId === undefined ? undefined : index.threads.get(event.eventId);
  const replyTo = readable(event) ? replyOf(relation, index, context) : undefined;
  const own = event.sender === context.ownUserId;
  // An edit that could not be sent has to be seen where it belongs: at its message.
  const send = edit !== undefined && edit.send.kind !== "sent" ? edit.send : event.send;
  return {
    kind: "message",
    key: event.key,
    ...(event.eventId === undefined ? {} : { eventId: event.eventId }),
    sender: context.memberOf(event.sender),
    own,
    timestamp: clampTime(event.timestamp, context.now),
    body,
    edited: edit !== undefined,
    ...(replyTo === undefined ? {} : { replyTo }),
    reactions: reactionsOf(event, index, context),
    send,
    mentionsMe:
      !own && readable(event) && mentions(currentContent(event, index).content, context.ownUserId),
    ...(thread === undefined ? {} : { thread }),
  };
}

/**
 * The timeline as people see it, from the events as they came: edits, reactions and redactions
 * gathered at what they belong to, machine talk left out. Pure; keeps the order of the server.
 */
export function buildTimeline(
  events: readonly RawEvent[],
  context: TimelineContext,
): readonly TimelineItem[] {
  const index = indexOf(events, context);
  const items: TimelineItem[] = [];
  for (const event of events) {
    // A moment later it is readable, or says why not; a line that jumps would be worse.
    if (event.decryption === "pending") continue;
    if (event.stateKey === undefined) {
      const item = messageItem(event, index, context);
      if (item !== undefined) items.push(item);
      continue;
    }
    const change = event.redacted
      ? undefined
      : changeOf(event, (userId) => context.memberOf(userId));
    if (change === undefined) continue;
    items.push({
      kind: "change",
      key: event.key,
      timestamp: clampTime(event.timestamp, context.now),
      sender: context.memberOf(event.sender),
      change,
    });
  }
  return items;
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
