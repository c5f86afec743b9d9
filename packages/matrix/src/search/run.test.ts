import { describe, expect, it } from "vitest";
import type { SearchHit } from "../contract.ts";
import { MergedRun, type Source } from "./run.ts";

function hit(number: number): SearchHit {
  return {
    eventId: `$${number}`,
    roomId: "!a",
    sender: "@anna:amt.example",
    senderName: "Anna",
    timestamp: number,
    kind: "text",
    snippet: [],
  };
}

/** Gives its hits in pages of three. */
function source(
  name: Source["name"],
  numbers: readonly number[],
  { near = false, fails = false } = {},
): Source {
  let at = 0;
  return {
    name,
    async next() {
      if (fails) throw new TypeError("The network is away");
      const hits = numbers.slice(at, at + 3).map(hit);
      at += 3;
      return { hits, total: numbers.length, near, done: at >= numbers.length };
    },
  };
}

const numbersOf = (hits: readonly SearchHit[]): readonly number[] =>
  hits.map(({ timestamp }) => timestamp);

describe("hits of the device and of the server", () => {
  it("come in the order of time, each once, and are counted once", async () => {
    const run = new MergedRun([
      source("local", [50, 40, 30, 20]),
      source("server", [55, 45, 40, 35, 20, 10]),
    ]);
    const page = await run.next();
    expect(numbersOf(page.hits)).toEqual([55, 50, 45, 40, 35, 30, 20, 10]);
    expect(page).toMatchObject({ total: 8, more: false, serverFailed: false });
  });

  it("come page by page", async () => {
    const even = Array.from({ length: 30 }, (_, at) => 1000 - 2 * at);
    const odd = even.map((number) => number - 1);
    const run = new MergedRun([source("local", even), source("server", odd)]);
    const pages = [await run.next(), await run.next(), await run.next()];
    expect(pages.map(({ hits }) => hits.length)).toEqual([20, 20, 20]);
    expect(pages.map(({ more }) => more)).toEqual([true, true, false]);
    const all = pages.flatMap(({ hits }) => numbersOf(hits));
    expect(all).toEqual(all.toSorted((a, b) => b - a));
  });

  it("are shown without those of a server that does not answer, and the page says so", async () => {
    const run = new MergedRun([source("local", [2, 1]), source("server", [], { fails: true })]);
    expect(await run.next()).toMatchObject({ total: 2, more: false, serverFailed: true });
  });

  it("fail if the device's own index fails", async () => {
    const run = new MergedRun([source("local", [], { fails: true })]);
    await expect(run.next()).rejects.toMatchObject({ code: "unreachable" });
  });

  it("leave out what is only similar if something has the words", async () => {
    const run = new MergedRun([source("local", [9, 8], { near: true }), source("server", [5])]);
    const page = await run.next();
    expect(numbersOf(page.hits)).toEqual([5]);
    expect(page).toMatchObject({ near: false, more: false, total: 1 });
  });

  it("are what is similar if nothing has the words", async () => {
    const run = new MergedRun([source("local", [9, 8], { near: true }), source("server", [])]);
    expect(await run.next()).toMatchObject({ near: true, total: 2 });
  });

  it("are none where nothing is searched", async () => {
    expect(await new MergedRun([]).next()).toMatchObject({ hits: [], total: 0, more: false });
  });
});
