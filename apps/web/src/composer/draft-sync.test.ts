import type { AccountDrafts, RoomDrafts } from "@plenum/matrix";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { syncDrafts } from "./draft-sync.ts";
import { createDraftStore, type DraftStorage, type DraftStore } from "./drafts.ts";

function memory(): DraftStorage {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}

/** An account that several devices share, as the server does. */
class Account {
  readonly content = new Map<string, RoomDrafts>();
  readonly #watching = new Set<(roomId: string, drafts: RoomDrafts) => void>();
  saves = 0;

  readonly session = {
    drafts: (): Promise<AccountDrafts> =>
      Promise.resolve({
        hasKey: { get: () => true, subscribe: () => () => undefined },
        watch: (listener) => {
          this.#watching.add(listener);
          for (const [roomId, drafts] of this.content) listener(roomId, drafts);
          return () => this.#watching.delete(listener);
        },
        fetch: (roomId) => Promise.resolve(this.content.get(roomId)),
        save: (roomId, drafts) => {
          this.saves += 1;
          const stored = JSON.parse(JSON.stringify(drafts)) as RoomDrafts;
          this.content.set(roomId, stored);
          for (const listener of Array.from(this.#watching)) listener(roomId, stored);
          return Promise.resolve(true);
        },
      }),
  };
}

function begin(drafts: DraftStore, text: string, place = "!a"): void {
  drafts.write(place, { text, marks: [] });
}

describe("drafts of the account", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("go from one device to the other, and disappear when the message is sent", async () => {
    const account = new Account();
    const [here, there] = [createDraftStore("@a:b", memory()), createDraftStore("@a:b", memory())];
    const stops = [syncDrafts(account.session, here), syncDrafts(account.session, there)];
    begin(here, "Guten");
    begin(here, "Guten Morgen");
    await vi.runAllTimersAsync();
    expect(account.saves).toBe(1);
    expect(there.read("!a").text).toBe("Guten Morgen");
    begin(there, "");
    await vi.runAllTimersAsync();
    expect(here.read("!a").text).toBe("");
    expect(account.saves).toBe(2);
    for (const stop of stops) stop();
  });

  it("go after the reload if there was no time before", async () => {
    const account = new Account();
    const storage = memory();
    const before = createDraftStore("@a:b", storage);
    const stop = syncDrafts(account.session, before);
    begin(before, "halb fertig");
    stop();
    await vi.runAllTimersAsync();
    expect(account.saves).toBe(0);
    const stopAgain = syncDrafts(account.session, createDraftStore("@a:b", storage));
    await vi.runAllTimersAsync();
    expect(account.content.get("!a")).toMatchObject({ "": { text: "halb fertig" } });
    stopAgain();
  });

  it("an older one that was left here does not cover a newer one", async () => {
    const account = new Account();
    const old = createDraftStore("@a:b", memory());
    begin(old, "alt");
    begin(old, "Thema", "!a $t");
    vi.setSystemTime(Date.now() + 60_000);
    account.content.set("!a", { "": { text: "neu", marks: [], at: Date.now() - 1_000 } });
    const stop = syncDrafts(account.session, old);
    await vi.runAllTimersAsync();
    expect(old.read("!a").text).toBe("neu");
    expect(account.content.get("!a")).toMatchObject({
      "": { text: "neu" },
      $t: { text: "Thema" },
    });
    stop();
  });
});
