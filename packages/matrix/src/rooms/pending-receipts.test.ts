import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import type { RoomSummary, UnreadConversation } from "../contract.ts";
import { SealedStore, toRecord } from "../storage/sealed-store.ts";
import {
  PendingReceipts,
  type PendingReceipt,
  readPending,
  withoutPending,
} from "./pending-receipts.ts";

const READ: PendingReceipt = { roomId: "!plan:x", scope: "main", eventId: "$3", at: 300 };

async function opened(name: string): Promise<PendingReceipts> {
  return new PendingReceipts(SealedStore.open(name));
}

describe("what was read, until the server knows it", () => {
  it("is there again after the next start", async () => {
    const before = await opened("again");
    before.keep(READ);
    before.keep(READ);
    before.keep({ ...READ, scope: { threadId: "$1" } });
    await before.all();
    const after = await opened("again");
    expect(await after.all()).toEqual([READ, { ...READ, scope: { threadId: "$1" } }]);
  });

  it("is forgotten once it is known or taken back, by whichever window", async () => {
    const before = await opened("known");
    before.keep(READ);
    before.keep({ ...READ, eventId: "$4" });
    before.forget({ ...READ, eventId: "$4" });
    await before.all();
    const after = await opened("known");
    await after.all();
    after.forget(READ);
    expect(await after.all()).toEqual([]);
    expect(await (await opened("known")).all()).toEqual([]);
  });

  it("keeps what another window has written meanwhile", async () => {
    const [one, other] = await Promise.all([opened("two"), opened("two")]);
    one.keep(READ);
    await one.all();
    other.keep({ ...READ, roomId: "!other:x" });
    await other.all();
    one.forget(READ);
    expect(await one.all()).toEqual([{ ...READ, roomId: "!other:x" }]);
  });

  it("is nothing without storage, and where the record is damaged", async () => {
    const without = new PendingReceipts(Promise.resolve(undefined));
    without.keep(READ);
    expect(await without.all()).toEqual([]);
    const store = await SealedStore.open("damaged");
    await store.put([["receipts", toRecord({ no: "list" })]]);
    const damaged = await opened("damaged");
    expect(await damaged.all()).toEqual([]);
    damaged.keep(READ);
    expect(await damaged.all()).toEqual([READ]);
  });

  it.each<[string, unknown, PendingReceipt | undefined]>([
    ["as it was written", { ...READ }, READ],
    ["of a thread", { ...READ, scope: { threadId: "$1" } }, { ...READ, scope: { threadId: "$1" } }],
    ["without a scope", { ...READ, scope: undefined }, undefined],
    ["with an unknown scope", { ...READ, scope: "half" }, undefined],
    ["without a room", { ...READ, roomId: 7 }, undefined],
    ["without a time", { ...READ, at: "now" }, undefined],
    ["nothing", null, undefined],
  ])("a record %s", (_name, value, expected) => {
    expect(readPending(value)).toEqual(expected);
  });
});

function conversation(changes: Partial<UnreadConversation> = {}): UnreadConversation {
  const message = { senderId: "@a:x", senderName: "A", text: "", timestamp: 250, mention: false };
  return {
    unread: 2,
    mentions: 1,
    lastTimestamp: 250,
    messages: [{ ...message, eventId: "$3" }],
    ...changes,
  };
}

describe("a room as it was kept, without what was read after that", () => {
  const main = conversation();
  const thread = conversation({ threadId: "$1", unread: 3, mentions: 0 });
  const later = conversation({ lastTimestamp: 900, messages: [] });

  it.each<[string, UnreadConversation[], PendingReceipt[], number, number]>([
    ["nothing was read", [main, thread], [], 5, 1],
    ["the main timeline was", [main, thread], [READ], 3, 0],
    ["the thread was", [main, thread], [{ ...READ, scope: { threadId: "$1" } }], 2, 1],
    ["another thread was", [main, thread], [{ ...READ, scope: { threadId: "$9" } }], 5, 1],
    ["all of it was", [main, thread], [{ ...READ, scope: "all" }], 0, 0],
    ["something came after it", [later, thread], [READ], 5, 1],
    ["the sender's clock is ahead", [conversation({ lastTimestamp: 900 })], [READ], 0, 0],
    ["it was another room", [main], [{ ...READ, roomId: "!other:x" }], 2, 1],
  ])("%s", (_name, conversations, pending, unread, mentions) => {
    const room = { id: "!plan:x", conversations, unread: 0, mentions: 0 } as Partial<RoomSummary>;
    const sum = (key: "unread" | "mentions"): number =>
      conversations.reduce((all, one) => all + one[key], 0);
    const kept = { ...room, unread: sum("unread"), mentions: sum("mentions") } as RoomSummary;
    expect(withoutPending(kept, pending)).toMatchObject({ unread, mentions });
  });
});
