import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { SealedStore } from "../storage/sealed-store.ts";
import type { IndexedMessage } from "./message.ts";
import { SEGMENT_SIZE } from "./message-index.ts";
import { LocalIndex } from "./service.ts";

let counter = 0;
let store: string;

beforeEach(() => {
  counter += 1;
  store = `index ${counter}`;
});

function messages(count: number, from = 0): readonly IndexedMessage[] {
  return Array.from({ length: count }, (_, at) => ({
    eventId: `$${from + at}`,
    roomId: "!a",
    sender: "@anna:amt.example",
    timestamp: 1000 + from + at,
    kind: "text" as const,
    text: `Vermerk ${from + at}`,
  }));
}

async function opened(): Promise<{ index: LocalIndex; notes: ReadonlyMap<string, unknown> }> {
  const index = new LocalIndex();
  const { notes } = await index.open({ store, limit: 100_000 });
  return { index, notes };
}

async function totalOf(index: LocalIndex, text: string): Promise<number> {
  return (await index.search({ text }, { limit: 1 })).total;
}

describe("the index on disk", () => {
  it("comes back with what was written, full segments and fresh messages", async () => {
    const { index } = await opened();
    await index.update({ add: messages(SEGMENT_SIZE), notes: new Map([["!a", { since: 5 }]]) });
    await index.flush();
    await index.update({ add: messages(10, SEGMENT_SIZE) });
    await index.flush();
    await index.update({ add: messages(10, SEGMENT_SIZE + 10) });
    // A kill: nobody closes.
    await index.flush();
    const again = await opened();
    expect(await totalOf(again.index, "vermerk")).toBe(SEGMENT_SIZE + 20);
    expect(again.notes).toEqual(new Map([["!a", { since: 5 }]]));
    expect((await again.index.figures()).stored).toBeGreaterThan(10_000);
  });

  it("does not bring back what was deleted or edited", async () => {
    const { index } = await opened();
    await index.update({ add: messages(SEGMENT_SIZE) });
    await index.update({ add: messages(5, SEGMENT_SIZE) });
    await index.flush();
    await index.update({ remove: ["$3", `$${SEGMENT_SIZE}`] });
    const again = await opened();
    expect(await totalOf(again.index, "vermerk")).toBe(SEGMENT_SIZE + 3);
    const [first] = messages(1, 7);
    if (first === undefined) return;
    const edit = { eventId: "$edit", timestamp: 9000 };
    await again.index.update({ add: [{ ...first, text: "geändert", edit }] });
    await again.index.close();
    const third = await opened();
    expect(await totalOf(third.index, "geaendert")).toBe(1);
    expect(await totalOf(third.index, "vermerk")).toBe(SEGMENT_SIZE + 2);
  });

  it("with a damaged part goes on with the rest, and reads the history anew", async () => {
    const { index } = await opened();
    await index.update({ add: messages(SEGMENT_SIZE), notes: new Map([["!a", { since: 5 }]]) });
    await index.update({ add: messages(5, SEGMENT_SIZE) });
    await index.close();
    const sealed = await SealedStore.open(store);
    await sealed.put([["segment/1", new Uint8Array([1, 2, 3])]]);
    sealed.close();
    const again = await opened();
    expect(await totalOf(again.index, "vermerk")).toBe(5);
    expect(again.notes.size).toBe(0);
    await again.index.close();
    expect(await (await SealedStore.open(store)).keys("segment/")).toEqual([]);
  });

  it("in a form of another version begins anew", async () => {
    const sealed = await SealedStore.open(store);
    await sealed.put([
      ["form", new TextEncoder().encode("99")],
      ["segment/1", new Uint8Array(9)],
    ]);
    sealed.close();
    const { index, notes } = await opened();
    expect(notes.size).toBe(0);
    expect(await totalOf(index, "")).toBe(0);
  });

  it("deleted underneath goes on in memory", async () => {
    const { index } = await opened();
    await index.update({ add: messages(3) });
    await SealedStore.destroy(store);
    await index.update({ add: messages(3, 3), remove: ["$0"] });
    expect(await totalOf(index, "vermerk")).toBe(5);
  });
});
