import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { toRawEvent } from "../timeline/from-sdk.ts";
import { newestStretch } from "../timeline/history.ts";
import { relationOf } from "../timeline/relation.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { toFailure } from "../errors/failure.ts";
import { text } from "../untrusted/guards.ts";
import { countFactsOf } from "./from-sdk.ts";
import type { MarkedRead } from "../contract.ts";
import type { PendingReceipt } from "./pending-receipts.ts";
import type { Receipt, ReceiptScope } from "./receipts.ts";
import { threadOf, unreadOf } from "./unread.ts";

/** Milliseconds after which the server is told again where it could not be reached. */
const AGAIN = 15_000;

/** What was marked as read, and how far that reaches. */
interface Marked extends MarkedRead {
  readonly scope: ReceiptScope;
}

interface Target {
  readonly scope: ReceiptScope;
  readonly eventId: string;
}

/** The newest event that the server has and that belongs to what was read. */
function newestIn(room: Room, scope: ReceiptScope, ownUserId: string): string | undefined {
  return room
    .getLiveTimeline()
    .getEvents()
    .findLast((event) => {
      if (event.status !== null) return false;
      if (scope === "all") return true;
      const raw = toRawEvent(event, ownUserId);
      const threadId = threadOf(raw);
      if (scope !== "main") return threadId === scope.threadId && !raw.redacted;
      // The server takes no receipt for the main timeline at what belongs to a thread's message.
      const { kind } = relationOf(raw.type, raw.content);
      return threadId === undefined && kind !== "edit" && kind !== "reaction";
    })
    ?.getId();
}

/**
 * Where a receipt has to go. Whoever has read the main timeline, with nothing waiting in a thread,
 * has read everything: one receipt for the whole room says so, and bounds what has to be looked at
 * after the next start.
 */
function targetOf(engine: Engine, room: Room, wanted: ReceiptScope): Target | undefined {
  let scope = wanted;
  if (scope === "main") {
    const unread = unreadOf(countFactsOf(engine, room, Date.now()));
    const inThreads = unread.parts.some((part) => part.threadId !== undefined);
    if (unread.threadsExact && !inThreads) scope = "all";
  }
  const eventId = newestIn(room, scope, engine.ownUserId);
  return eventId === undefined ? undefined : { scope, eventId };
}

function isKnown(engine: Engine, roomId: string, { scope, eventId }: Target): boolean {
  const { unthreaded, main, threads } = engine.receipts.of(roomId);
  const there = scope === "all" ? [] : scope === "main" ? main : threads.get(scope.threadId);
  return [...unthreaded, ...(there ?? [])].some((receipt) => receipt.eventId === eventId);
}

/**
 * Marks as read: the numbers follow at once, the server is told after `delay`, so that an undo
 * leaves no trace.
 * @param eventId newest event that was read, for a thread whose messages are not in the timeline
 * @param delay milliseconds; 0 tells the server in the same moment
 * @returns undefined where there is nothing to say that is not said already
 */
export function markRead(
  engine: Engine,
  roomId: string,
  wanted: ReceiptScope,
  { delay = 0, eventId }: { readonly delay?: number; readonly eventId?: string } = {},
): Marked | undefined {
  const room = engine.settledRoom(roomId);
  if (room === undefined) return undefined;
  const found = targetOf(engine, room, wanted);
  const target = found ?? (eventId === undefined ? undefined : { scope: wanted, eventId });
  if (target === undefined || isKnown(engine, roomId, target)) return undefined;
  const receipt = { eventId: target.eventId, at: Date.now() };
  const takeBack = engine.receipts.echo(roomId, target.scope, receipt);
  const pending: PendingReceipt = { roomId, ...target, at: receipt.at };
  engine.bus.touch(roomId, "receipt");
  let open = true;
  const timers: (() => void)[] = [];
  const send = (): void => {
    if (!open) return;
    open = false;
    for (const cancel of timers) cancel();
    void tell(engine, roomId, target, receipt, takeBack);
  };
  // What was done must not be lost with the session, nor with the window.
  if (delay > 0) {
    engine.pendingReceipts?.keep(pending);
    timers.push(engine.lifetime.timeout(delay, send), engine.lifetime.add(send));
    if (globalThis.window !== undefined) {
      window.addEventListener("pagehide", send);
      timers.push(() => window.removeEventListener("pagehide", send));
    }
  }
  if (delay === 0) send();
  return {
    scope: target.scope,
    send,
    undo() {
      if (!open) return;
      open = false;
      for (const cancel of timers) cancel();
      engine.pendingReceipts?.forget(pending);
      takeBack();
      engine.bus.touch(roomId, "receipt");
    },
  };
}

/** Tells the server what was read before this start and may not have reached it. */
export async function tellPending(engine: Engine): Promise<void> {
  const pending = (await engine.pendingReceipts?.all()) ?? [];
  if (engine.lifetime.ended) return;
  await Promise.all(
    pending.map(async ({ roomId, scope, eventId, at }) => {
      const receipt = { eventId, at };
      const takeBack = engine.receipts.echo(roomId, scope, receipt);
      await tell(engine, roomId, { scope, eventId }, receipt, takeBack);
    }),
  );
}

async function tell(
  engine: Engine,
  roomId: string,
  { scope, eventId }: Target,
  receipt: Receipt & { readonly at: number },
  takeBack: () => void,
): Promise<void> {
  const pending: PendingReceipt = { roomId, scope, eventId, at: receipt.at };
  const threadId = scope === "all" ? undefined : scope === "main" ? "main" : scope.threadId;
  // Where the agency does without receipts only the account's own devices learn it.
  const type = engine.agency.readReceipts ? "m.read" : "m.read.private";
  try {
    if (threadId !== undefined) {
      await engine.api.request({
        method: "POST",
        path: path("v3", "rooms", roomId, "receipt", type, eventId),
        body: { thread_id: threadId },
        keepalive: true,
      });
    }
    if (scope === "all" || scope === "main") {
      await engine.api.request({
        method: "POST",
        path: path("v3", "rooms", roomId, "read_markers"),
        body: { "m.fully_read": eventId, ...(scope === "all" ? { [type]: eventId } : {}) },
        keepalive: true,
      });
    }
  } catch (error) {
    const { code, retryAfter } = toFailure(error);
    if (code === "signed-out") return;
    if (code === "unreachable" || code === "rate-limited") {
      engine.pendingReceipts?.keep(pending);
      engine.lifetime.timeout(retryAfter ?? AGAIN, () => {
        void tell(engine, roomId, { scope, eventId }, receipt, takeBack);
      });
      return;
    }
    // What the server refuses for good was read all the same: for this session it stays so.
  }
  engine.pendingReceipts?.forget(pending);
  engine.receipts.settle(roomId, scope, receipt);
  takeBack();
  engine.bus.touch(roomId, "receipt");
}

/** Id of the event up to which the main timeline is read, as far as receipts tell. */
export function mainReadUpTo(engine: Engine, room: Room): string | undefined {
  const { unthreaded, main } = engine.receipts.of(room.roomId);
  const read = new Set([...unthreaded, ...main].map((receipt) => receipt.eventId));
  const loaded = newestStretch(room).events.findLast((event) => read.has(event.getId() ?? ""));
  const eventId = loaded?.getId() ?? main.at(-1)?.eventId ?? unthreaded.at(-1)?.eventId;
  if (eventId !== undefined) return eventId;
  return text(room.getAccountData("m.fully_read")?.getContent(), "event_id", 255);
}
