import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Lifetime } from "../observable/lifetime.ts";
import type { IndexedMessage } from "./message.ts";
import { IDLE, LONGEST_WAIT, MOST_WAITING } from "./rest.ts";
import { LocalIndex } from "./service.ts";
import { type EndableService, SleepingService } from "./sleeping-service.ts";

function message(number: number, text = `Vermerk ${number}`): IndexedMessage {
  return {
    eventId: `$${number}`,
    roomId: "!a:example.org",
    sender: "@anna:example.org",
    timestamp: number,
    kind: "text",
    text,
  };
}

let stores = 0;

/** The real index on a database in memory; counts the workers that were started and have ended. */
async function opened(options: { readonly stored?: boolean } = {}) {
  const seen = { started: 0, ended: 0, broken: false };
  const lifetime = new Lifetime();
  const start = async (): Promise<EndableService> => {
    if (seen.broken) throw new Error("The code is gone");
    seen.started += 1;
    return Object.assign(new LocalIndex(), {
      end: () => {
        seen.ended += 1;
      },
    });
  };
  stores += 1;
  const opening = { limit: 5000, ...(options.stored === false ? {} : { store: `test ${stores}` }) };
  const service = new SleepingService(start, lifetime, () => Date.now());
  await service.open(opening);
  const found = async (text: string): Promise<readonly string[]> => {
    const { hits } = await service.search({ text }, { limit: 10 });
    return hits.map((hit) => hit.message.eventId);
  };
  /** What a browser that dies now would find at its next start. */
  const onDisk = async (text: string): Promise<readonly string[]> => {
    const next = new LocalIndex();
    await next.open(opening);
    const { hits } = await next.search({ text }, { limit: 10 });
    await next.close();
    return hits.map((hit) => hit.message.eventId);
  };
  return { service, seen, lifetime, found, onDisk };
}

async function asleep({ service }: { service: SleepingService }): Promise<void> {
  await vi.advanceTimersByTimeAsync(IDLE);
  await vi.waitFor(() => expect(service.asleep).toBe(true));
}

describe("an index whose worker ends when nobody asks", () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"],
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("finds after it what was there before", async () => {
    const index = await opened();
    await index.service.update({ add: [message(1)] });
    await asleep(index);
    expect(index.seen).toMatchObject({ started: 1 });
    expect(await index.service.size()).toBe(1);
    expect(index.seen).toMatchObject({ started: 1, ended: 1 });
    expect(await index.found("Vermerk")).toEqual(["$1"]);
    expect(index.seen).toMatchObject({ started: 2 });
  });

  it("finds what came while it slept, in order, and is not woken for it", async () => {
    const index = await opened();
    await asleep(index);
    const first = index.service.updateLater({ add: [message(1, "Entwurf")] });
    const edit = { eventId: "$2", timestamp: 2 };
    const second = index.service.updateLater({ add: [{ ...message(1, "Reinschrift"), edit }] });
    await vi.advanceTimersByTimeAsync(LONGEST_WAIT - 1);
    expect(index.seen.started).toBe(1);
    expect(await index.found("Reinschrift")).toEqual(["$1"]);
    expect(await index.found("Entwurf")).toEqual([]);
    await Promise.all([first, second]);
  });

  it("wakes by itself when something has waited long, or much of it", async () => {
    const index = await opened();
    await asleep(index);
    const late = index.service.updateLater({ add: [message(1)] });
    await vi.advanceTimersByTimeAsync(LONGEST_WAIT);
    await late;
    await asleep(index);
    expect(await index.onDisk("Vermerk")).toEqual(["$1"]);
    const many = Array.from({ length: MOST_WAITING }, (_, number) => message(number + 10));
    const full = index.service.updateLater({ add: many });
    await vi.advanceTimersByTimeAsync(1);
    await full;
    expect(await index.service.size()).toBe(MOST_WAITING + 1);
    expect(index.seen.started).toBe(3);
  });

  it("forgets at once what was deleted, also what still waits", async () => {
    const index = await opened();
    await index.service.update({ add: [message(1)] });
    await asleep(index);
    const waiting = index.service.updateLater({ add: [message(2)] });
    await index.service.updateLater({ remove: ["$1", "$2"] });
    await waiting;
    expect(await index.onDisk("Vermerk")).toEqual([]);
    expect(await index.found("Vermerk")).toEqual([]);
  });

  it("writes how far a room was read together with its messages, or neither", async () => {
    const index = await opened();
    await asleep(index);
    const notes = new Map([["!a:example.org", { newest: "$1" }]]);
    const waiting = index.service.updateLater({ add: [message(1)], notes });
    const dies = new LocalIndex();
    expect((await dies.open({ limit: 10, store: `test ${stores}` })).notes.size).toBe(0);
    await dies.close();
    index.lifetime.end();
    await index.service.close();
    await waiting;
    const next = new LocalIndex();
    expect((await next.open({ limit: 10, store: `test ${stores}` })).notes).toEqual(notes);
    expect(await next.size()).toBe(1);
    await next.close();
  });

  it("goes on without sleep where nothing can be kept", async () => {
    const index = await opened({ stored: false });
    await index.service.update({ add: [message(1)] });
    await vi.advanceTimersByTimeAsync(10 * IDLE);
    expect(index.service.asleep).toBe(false);
    expect(await index.found("Vermerk")).toEqual(["$1"]);
  });

  it("does not fall asleep over a question", async () => {
    const index = await opened();
    await index.service.update({ add: [message(1)] });
    await vi.advanceTimersByTimeAsync(IDLE - 1);
    const answer = index.found("Vermerk");
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toEqual(["$1"]);
    expect(index.seen.ended).toBe(0);
  });

  it("falls asleep although messages come all the time", async () => {
    const index = await opened();
    const coming = setInterval(() => {
      void index.service.updateLater({ add: [message(Date.now())] });
    }, 500);
    await asleep(index);
    clearInterval(coming);
    expect(index.seen.ended).toBe(1);
    const known = await index.service.size();
    expect(known).toBeGreaterThan(IDLE / 1000);
    expect((await index.found("Vermerk")).length).toBe(10);
    expect(await index.service.size()).toBeGreaterThanOrEqual(known);
  });

  it("finds nothing and writes nothing when it cannot be woken", async () => {
    const index = await opened();
    await index.service.update({ add: [message(1)] });
    await asleep(index);
    const waiting = index.service.updateLater({ add: [message(2)] });
    const lost = waiting.catch((error: unknown) => String(error));
    index.seen.broken = true;
    expect(await index.found("Vermerk")).toEqual([]);
    expect(await lost).toContain("gone");
    await expect(index.service.update({ add: [message(3)] })).rejects.toThrow("ended");
    expect(await index.onDisk("Vermerk")).toEqual(["$1"]);
  });
});
