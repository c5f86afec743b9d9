import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { IEvent } from "matrix-js-sdk/lib/models/event.js";
import type { MessageAddress, MessageVersion, TimelineItem } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import { memberOf, powerSourceOf } from "../members/from-sdk.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { messageBody } from "../timeline/body.ts";
import { buildTimeline } from "../timeline/build.ts";
import { toRawEvent } from "../timeline/from-sdk.ts";
import { importerOf } from "../timeline/imported.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { clampTime, field, isRecord, record, text } from "../untrusted/guards.ts";

/** Events that one request brings. */
const PAGE = 500;

/** Makes events of what the server answered and opens those that are encrypted. */
async function openAll(
  engine: Engine,
  roomId: string,
  events: readonly unknown[],
): Promise<readonly MatrixEvent[]> {
  const map = engine.client.getEventMapper({ decrypt: false, preventReEmit: true });
  const mapped = events
    .filter((event) => isRecord(event) && typeof field(event, "event_id") === "string")
    .map((event) => map({ ...(event as Partial<IEvent>), room_id: roomId }));
  await Promise.all(mapped.map(async (event) => engine.client.decryptEventIfNeeded(event)));
  return mapped;
}

/** One event, from memory or from the server, opened. @throws MatrixFailure */
export async function fetchEvent(
  engine: Engine,
  { roomId, eventId }: MessageAddress,
): Promise<MatrixEvent> {
  const known = engine.client.getRoom(roomId)?.findEventById(eventId);
  if (known !== undefined) {
    await engine.client.decryptEventIfNeeded(known);
    return known;
  }
  const answer = await engine.api.request({
    method: "GET",
    path: path("v3", "rooms", roomId, "event", eventId),
  });
  const [event] = await openAll(engine, roomId, [answer]);
  if (event === undefined) throw new MatrixFailure("not-found", "No such message");
  return event;
}

/**
 * What refers to an event in some way, the newest first, page by page.
 * @param relation e.g. `m.replace`
 * @param pages at most so many requests
 * @returns whether that was all
 */
export async function fetchRelations(
  engine: Engine,
  { roomId, eventId }: MessageAddress,
  relation: "m.replace" | "m.reference",
  options: {
    readonly pages: number;
    readonly signal?: AbortSignal;
    readonly onPage: (events: readonly MatrixEvent[]) => void;
  },
): Promise<boolean> {
  let from: string | undefined;
  for (let page = 0; page < options.pages; page += 1) {
    const answer = await engine.api.request({
      method: "GET",
      path: path("v1", "rooms", roomId, "relations", eventId, relation),
      query: { dir: "b", limit: String(PAGE), ...(from === undefined ? {} : { from }) },
      signal: options.signal ?? engine.lifetime.signal,
    });
    const chunk = field(answer, "chunk");
    options.onPage(await openAll(engine, roomId, Array.isArray(chunk) ? chunk : []));
    from = text(answer, "next_batch", 4096);
    if (from === undefined) return true;
  }
  return false;
}

async function withEdits(engine: Engine, message: MessageAddress): Promise<readonly RawEvent[]> {
  const own = engine.tokens.credentials.userId;
  const original = await fetchEvent(engine, message);
  const edits: MatrixEvent[] = [];
  await fetchRelations(engine, message, "m.replace", {
    pages: 1,
    onPage: (events) => edits.push(...events),
  });
  const valid = edits.filter((edit) => edit.getSender() === original.getSender());
  return [original, ...valid.toReversed()].map((event) => toRawEvent(event, own));
}

/** All wordings of a message, the first one first. @throws MatrixFailure */
export async function versionsOf(
  engine: Engine,
  message: MessageAddress,
): Promise<readonly MessageVersion[]> {
  const now = Date.now();
  return (await withEdits(engine, message)).flatMap((event, index) => {
    if (event.redacted || event.decryption !== undefined) return [];
    const content = index === 0 ? event.content : record(event.content, "m.new_content");
    if (content === undefined) return [];
    const body = messageBody(content, false);
    const shown =
      body.kind === "text"
        ? { body: body.body, ...(body.html === undefined ? {} : { html: body.html }) }
        : { body: body.kind === "file" ? (body.caption ?? body.name) : "" };
    const timestamp = clampTime(event.timestamp, now);
    return [{ eventId: event.eventId ?? event.key, timestamp, ...shown }];
  });
}

/** One message as the timeline would show it. @throws MatrixFailure */
export async function findItem(
  engine: Engine,
  message: MessageAddress,
): Promise<TimelineItem | undefined> {
  const room = engine.client.getRoom(message.roomId);
  if (room === null) throw new MatrixFailure("not-found", "The room is not known");
  const events = await withEdits(engine, message);
  const power = powerSourceOf(room);
  const items = buildTimeline(events, {
    ownUserId: engine.tokens.credentials.userId,
    now: Date.now(),
    memberOf: (userId) => memberOf(room, userId, power),
    importer: importerOf(power),
  });
  return items.find((item) => item.kind === "message" && item.eventId === message.eventId);
}

function print(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** An event as the server has it, and as it was opened. @throws MatrixFailure */
export async function sourceOf(
  engine: Engine,
  message: MessageAddress,
): Promise<{ event: string; opened?: string }> {
  const event = await fetchEvent(engine, message);
  const opened = event.isEncrypted() ? event.getClearContent() : null;
  return {
    event: print(event.event),
    ...(opened === null ? {} : { opened: print({ type: event.getType(), content: opened }) }),
  };
}

/**
 * Tells those who run the server about a message.
 * @see https://spec.matrix.org/v1.16/client-server-api/#post_matrixclientv3roomsroomidreporteventid
 * @throws MatrixFailure
 */
export async function report(
  engine: Engine,
  { roomId, eventId }: MessageAddress,
  reason: string,
): Promise<void> {
  await engine.api.request({
    method: "POST",
    path: path("v3", "rooms", roomId, "report", eventId),
    body: { reason },
  });
}
