import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { event } from "../testing/events.ts";
import type { RawEvent } from "../timeline/raw-event.ts";
import { NO_RECEIPTS, ReceiptBook, type ReceiptScope } from "./receipts.ts";
import { type CountFacts, unreadOf } from "./unread.ts";

const ME = "@me:example.org";
const ROOM = "!r";
const THREADS = [undefined, "$t1", "$t2"] as const;

/** What the server knows: every event in order, and what of each place has been read. */
interface Written {
  readonly id: string;
  readonly mine: boolean;
  readonly thread: string | undefined;
  readonly kind: "message" | "encrypted" | "reaction" | "edit";
  readonly mention: boolean;
}

const written = fc.record({
  mine: fc.boolean(),
  thread: fc.constantFrom(...THREADS),
  kind: fc.constantFrom("message", "message", "encrypted", "reaction", "edit"),
  mention: fc.boolean(),
});

const logs = fc
  .array(written, { minLength: 1, maxLength: 25 })
  .map((entries) => entries.map((entry, index): Written => ({ ...entry, id: `$${index}` })));

/** A step of what happens to the client, in any order; numbers choose an event of those there are. */
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("sync" as const), count: fc.integer({ min: 1, max: 6 }) }),
    fc.record({ do: fc.constant("gap" as const), count: fc.integer({ min: 1, max: 6 }) }),
    fc.record({ do: fc.constant("older" as const), count: fc.integer({ min: 1, max: 8 }) }),
    fc.record({ do: fc.constant("decrypt" as const), at: fc.nat(40) }),
    fc.record({ do: fc.constant("redact" as const), at: fc.nat(40) }),
    fc.record({
      do: fc.constant("receipt" as const),
      at: fc.nat(40),
      scope: fc.constantFrom("all", "main", "$t1", "$t2"),
      private: fc.boolean(),
    }),
  ),
  { maxLength: 40 },
);

function relates(entry: Written): object {
  if (entry.kind === "edit") return { rel_type: "m.replace", event_id: "$before" };
  if (entry.kind === "reaction") return { rel_type: "m.annotation", event_id: "$0", key: "x" };
  return entry.thread === undefined ? {} : { rel_type: "m.thread", event_id: entry.thread };
}

/** The client: a stretch of the log, its own knowledge of what is decrypted, removed and read. */
class Client {
  from = 0;
  to = 0;
  readonly decrypted = new Set<string>();
  readonly removed = new Set<string>();
  readonly book = new ReceiptBook(ME);

  constructor(readonly log: readonly Written[]) {}

  #raw(entry: Written): RawEvent {
    const removed = this.removed.has(entry.id);
    const locked = entry.kind === "encrypted" && !this.decrypted.has(entry.id) && !removed;
    const relation = relates(entry);
    const mentions = entry.mention ? { "m.mentions": { user_ids: [ME] } } : {};
    return event(entry.id, {
      sender: entry.mine ? ME : "@anna:example.org",
      type: locked
        ? "m.room.encrypted"
        : entry.kind === "reaction"
          ? "m.reaction"
          : "m.room.message",
      timestamp: 1000 + Number(entry.id.slice(1)),
      content: removed
        ? {}
        : {
            ...(locked ? {} : { msgtype: "m.text", body: entry.id, ...mentions }),
            ...(entry.kind === "edit" ? { "m.new_content": { body: "new" } } : {}),
            "m.relates_to": relation,
          },
      redacted: removed,
      ...(removed && entry.thread !== undefined ? { lostThread: entry.thread } : {}),
      ...(locked ? { decryption: "no-key" as const } : {}),
    });
  }

  facts(from = this.from): CountFacts {
    return {
      events: this.log.slice(from, this.to).map((entry) => this.#raw(entry)),
      receipts: this.book.of(ROOM),
      ownUserId: ME,
      now: 1_000_000,
      fromBeginning: from === 0,
      threadsComplete: false,
    };
  }
}

/** As simple as can be said: everything after the furthest receipt that holds for it. */
function expected(client: Client, receipts: readonly { at: number; scope: string }[]) {
  const counts = new Map<string | undefined, { unread: number; mentions: number }>();
  client.log.slice(0, client.to).forEach((entry, index) => {
    const isNews =
      !entry.mine &&
      (entry.kind === "message" || entry.kind === "encrypted") &&
      !client.removed.has(entry.id);
    const place = entry.thread ?? "main";
    const isRead = receipts.some(
      ({ at, scope }) => at < client.to && at >= index && (scope === "all" || scope === place),
    );
    const answered = client.log.some(
      (own, at) =>
        own.mine &&
        at > index &&
        at < client.to &&
        own.thread === entry.thread &&
        (own.kind === "message" || own.kind === "encrypted") &&
        !client.removed.has(own.id),
    );
    if (!isNews || isRead || answered) return;
    const readable = entry.kind === "message" || client.decrypted.has(entry.id);
    const count = counts.get(entry.thread) ?? { unread: 0, mentions: 0 };
    counts.set(entry.thread, {
      unread: count.unread + 1,
      mentions: count.mentions + (entry.mention && readable ? 1 : 0),
    });
  });
  return counts;
}

function shown(facts: CountFacts) {
  return new Map(
    unreadOf(facts).parts.map(({ threadId, unread, mentions }) => [threadId, { unread, mentions }]),
  );
}

function scopeOf(scope: string): ReceiptScope {
  return scope === "all" || scope === "main" ? scope : { threadId: scope };
}

describe("counting, whatever comes in whatever order", () => {
  it("ends at the numbers that the whole history gives, and room = main + threads", () => {
    fc.assert(
      fc.property(logs, steps, (log, happening) => {
        const client = new Client(log);
        const receipts: { at: number; scope: string }[] = [];
        for (const step of happening) {
          if (step.do === "sync") client.to = Math.min(log.length, client.to + step.count);
          else if (step.do === "gap") {
            // A limited answer: what was loaded is forgotten.
            client.to = Math.min(log.length, client.to + step.count);
            client.from = Math.max(0, client.to - 2);
          } else if (step.do === "older") client.from = Math.max(0, client.from - step.count);
          else {
            const at = step.at % log.length;
            const id = log[at]?.id ?? "";
            if (step.do === "decrypt") client.decrypted.add(id);
            if (step.do === "redact" && at < client.to) client.removed.add(id);
            if (step.do === "receipt") {
              // It may stand at what is not loaded yet, and an older one may come after a newer.
              receipts.push({ at, scope: step.scope });
              const thread = step.scope === "all" ? {} : { thread_id: step.scope };
              client.book.take(ROOM, {
                [id]: { [step.private ? "m.read.private" : "m.read"]: { [ME]: thread } },
              });
            }
          }
          const { unread, mentions, parts } = unreadOf(client.facts());
          expect(unread).toBe(parts.reduce((sum, part) => sum + part.unread, 0));
          expect(mentions).toBe(parts.reduce((sum, part) => sum + part.mentions, 0));
          expect(mentions).toBeLessThanOrEqual(unread);
          // Where it says that the numbers are exact, they are those of the whole history.
          const claimed = unreadOf(client.facts()).exact ? client.facts() : client.facts(0);
          expect(shown(claimed)).toEqual(shown(client.facts(0)));
        }
        // Only the newest few receipts of a kind are kept: the server has one of each.
        const kept = receipts.filter((receipt) => isKept(client, receipt, log));
        expect(shown(client.facts(0))).toEqual(expected(client, kept));
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  it("everything read: nothing is left, and nothing comes back", () => {
    fc.assert(
      fc.property(logs, (log) => {
        const client = new Client(log);
        client.to = log.length;
        const last = log.at(-1)?.id ?? "";
        const undo = client.book.echo(ROOM, "all", { eventId: last });
        expect(unreadOf(client.facts())).toMatchObject({ unread: 0, mentions: 0, parts: [] });
        client.book.settle(ROOM, "all", { eventId: last });
        undo();
        expect(unreadOf(client.facts())).toMatchObject({ unread: 0, mentions: 0, parts: [] });
      }),
    );
  });

  it("done part by part is done as a whole, and an undo restores what was", () => {
    fc.assert(
      fc.property(logs, (log) => {
        const client = new Client(log);
        client.to = log.length;
        const before = unreadOf(client.facts());
        const undos = before.parts.map(({ threadId, events }) =>
          client.book.echo(ROOM, scopeOf(threadId ?? "main"), {
            eventId: events.at(-1)?.event.eventId ?? "",
          }),
        );
        expect(unreadOf(client.facts()).unread).toBe(0);
        for (const undo of undos) undo();
        expect(unreadOf(client.facts())).toEqual(before);
        expect(client.book.of(ROOM)).toEqual(NO_RECEIPTS);
      }),
    );
  });
});

function isKept(
  client: Client,
  { at, scope }: { readonly at: number; readonly scope: string },
  log: readonly Written[],
): boolean {
  const { unthreaded, main, threads } = client.book.of(ROOM);
  const list = scope === "all" ? unthreaded : scope === "main" ? main : (threads.get(scope) ?? []);
  return list.some((receipt) => receipt.eventId === log[at]?.id);
}
