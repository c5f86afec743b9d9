import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Batch } from "./batch.ts";
import { Lifetime } from "./lifetime.ts";
import { sameData, share, shareList } from "./share.ts";
import { select, Value } from "./value.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const id = (entry: { id: string }): string => entry.id;

describe("a value", () => {
  it("tells its listeners of changes, and nobody of the same again", () => {
    const value = new Value(1);
    const seen: number[] = [];
    const off = value.subscribe(() => seen.push(value.get()));
    value.set(2);
    value.set(2);
    off();
    value.set(3);
    expect(seen).toEqual([2]);
    expect(value.listenerCount).toBe(0);
  });
  it("can be followed in part", () => {
    const source = new Value({ a: 1, b: 1 });
    const part = select(source, (all) => all.a);
    const listener = vi.fn<() => void>();
    const off = part.subscribe(listener);
    source.set({ a: 1, b: 2 });
    source.set({ a: 2, b: 2 });
    expect(listener).toHaveBeenCalledTimes(1);
    off();
    expect(source.listenerCount).toBe(0);
  });
});

describe("a lifetime", () => {
  it("ends everything once, in reverse order", () => {
    const lifetime = new Lifetime();
    const order: string[] = [];
    lifetime.add(() => order.push("a"));
    lifetime.add(() => order.push("b"));
    lifetime.end();
    lifetime.end();
    expect(order).toEqual(["b", "a"]);
    expect(lifetime.signal.aborted).toBe(true);
  });
  it("leaves no timer behind", () => {
    const lifetime = new Lifetime();
    const run = vi.fn<() => void>();
    lifetime.timeout(10, run);
    lifetime.interval(10, run);
    lifetime.end();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(100);
    expect(run).not.toHaveBeenCalled();
  });
  it("forgets a timer that has run", () => {
    const lifetime = new Lifetime();
    lifetime.timeout(10, () => undefined);
    vi.advanceTimersByTime(10);
    expect(lifetime.size).toBe(0);
  });
  it("undoes at once what comes too late", () => {
    const lifetime = new Lifetime();
    lifetime.end();
    const dispose = vi.fn<() => void>();
    lifetime.add(dispose);
    expect(dispose).toHaveBeenCalledOnce();
  });
});

describe("a batch", () => {
  it("works keys off together", () => {
    const lifetime = new Lifetime();
    const runs: string[][] = [];
    const batch = new Batch<string>(lifetime, 16, (keys) => runs.push([...keys]));
    batch.add("a");
    batch.add("b");
    batch.add("a");
    vi.advanceTimersByTime(16);
    batch.add("c");
    batch.flush();
    lifetime.end();
    batch.add("d");
    vi.advanceTimersByTime(100);
    expect(runs).toEqual([["a", "b"], ["c"]]);
  });
});

describe("sharing what says the same", () => {
  it.each([
    [{ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, true],
    [{ a: 1 }, { a: 1, b: undefined }, false],
    [[1], { 0: 1 }, false],
    [Number.NaN, Number.NaN, true],
    [null, {}, false],
  ])("%j and %j", (a, b, expected) => {
    expect(sameData(a, b)).toBe(expected);
  });
  it("keeps references", () => {
    const before = [
      { id: "a", n: 1 },
      { id: "b", n: 1 },
    ];
    expect(
      shareList(
        before,
        [
          { id: "a", n: 1 },
          { id: "b", n: 1 },
        ],
        id,
      ),
    ).toBe(before);
    const after = shareList(
      before,
      [
        { id: "b", n: 1 },
        { id: "a", n: 2 },
      ],
      id,
    );
    expect(after[0]).toBe(before[1]);
    expect(after[1]).toEqual({ id: "a", n: 2 });
    expect(share(before[0], { id: "a", n: 1 })).toBe(before[0]);
  });
});
