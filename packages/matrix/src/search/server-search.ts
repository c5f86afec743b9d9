import { memberOf, powerSourceOf } from "../members/from-sdk.ts";
import type { SearchContext, SearchHit, SearchRequest } from "../contract.ts";
import type { Engine } from "../session/engine.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { amount, field, isRecord, record, text } from "../untrusted/guards.ts";
import { cleanName, localpartOf } from "../untrusted/names.ts";
import { toIndexed } from "./from-event.ts";
import { type IndexedMessage, isWanted } from "./message.ts";
import { planOf } from "./plan.ts";
import { snippetOf } from "./snippet.ts";

const PAGE = 20;
/** What is asked for on the server: it knows nothing of quotation marks and signs. */
const LONGEST_TERM = 200;

export interface ServerPage {
  readonly hits: readonly SearchHit[];
  readonly total: number;
  /** Where the next page begins; missing after the last. */
  readonly next?: string;
}

/** The name under which a person is known in a room. */
export function nameIn(engine: Engine, roomId: string, userId: string): string {
  const room = engine.client.getRoom(roomId);
  return room === null
    ? localpartOf(userId)
    : memberOf(room, userId, powerSourceOf(room)).displayName;
}

/** A line of context, as far as there is one. */
export function contextOf(
  engine: Engine,
  message: IndexedMessage | undefined,
): SearchContext | undefined {
  if (message === undefined) return undefined;
  return {
    senderName: nameIn(engine, message.roomId, message.sender),
    text: cleanName(message.text, 160),
  };
}

function toMessage(event: unknown, roomId: string, now: number): IndexedMessage | undefined {
  if (!isRecord(event)) return undefined;
  const raw: RawEvent = {
    key: "",
    eventId: text(event, "event_id", 255) ?? "",
    sender: text(event, "sender", 255) ?? "",
    type: text(event, "type", 255) ?? "",
    timestamp: field(event, "origin_server_ts"),
    content: field(event, "content"),
    redacted: record(record(event, "unsigned"), "redacted_because") !== undefined,
    send: { kind: "sent" },
  };
  // An edit is found by what it says, and leads to its message.
  return toIndexed(raw, roomId, now);
}

/**
 * Searches the given rooms on the server, newest first.
 * @see https://spec.matrix.org/v1.16/client-server-api/#post_matrixclientv3search
 * @throws MatrixFailure
 */
export async function searchServer(
  engine: Engine,
  request: SearchRequest & { readonly rooms: readonly string[] },
  from: string | undefined,
): Promise<ServerPage> {
  const plan = planOf(request.text);
  const answer = await engine.api.request({
    method: "POST",
    path: "/v3/search",
    ...(from === undefined ? {} : { query: { next_batch: from } }),
    body: {
      search_categories: {
        room_events: {
          search_term: plan.terms
            .map(({ whole }) => whole)
            .join(" ")
            .slice(0, LONGEST_TERM),
          keys: ["content.body"],
          order_by: "recent",
          filter: {
            limit: PAGE,
            rooms: request.rooms,
            types: ["m.room.message"],
            ...(request.from === undefined ? {} : { senders: request.from }),
          },
          event_context: { before_limit: 1, after_limit: 1, include_profile: false },
        },
      },
    },
    signal: engine.lifetime.signal,
  });
  const found = record(record(answer, "search_categories"), "room_events");
  const results = field(found, "results");
  const now = Date.now();
  const hits: SearchHit[] = [];
  let tooOld = false;
  for (const result of Array.isArray(results) ? results : []) {
    const event = record(result, "result");
    const roomId = text(event, "room_id", 255) ?? "";
    const message = toMessage(event, roomId, now);
    if (message === undefined || !request.rooms.includes(roomId)) continue;
    tooOld ||= request.after !== undefined && message.timestamp < request.after;
    if (!isWanted(message, { ...request, senders: request.from ?? [message.sender] })) continue;
    const context = record(result, "context");
    const [before, after] = ["events_before", "events_after"].map((name) => {
      const events = field(context, name);
      const [first]: unknown[] = Array.isArray(events) ? events : [];
      return contextOf(engine, toMessage(first, roomId, now));
    });
    hits.push({
      eventId: message.eventId,
      roomId,
      sender: message.sender,
      senderName: nameIn(engine, roomId, message.sender),
      timestamp: message.timestamp,
      kind: message.kind,
      snippet: snippetOf(message.text, plan),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
  }
  const next = text(found, "next_batch", 4096);
  return {
    hits,
    total: amount(found, "count") ?? hits.length,
    ...(next === undefined || tooOld ? {} : { next }),
  };
}
