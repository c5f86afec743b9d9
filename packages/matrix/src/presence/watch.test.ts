import type { Liveness } from "@plenum/model";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MatrixFailure } from "../errors/failure.ts";
import { Lifetime } from "../observable/lifetime.ts";
import { PeopleWatch, type PersonSource } from "./watch.ts";

const ANNA = "@anna:amt.de";
const here: Liveness = { state: "online" };

/** A server that counts what it is asked. */
function server(answer: () => Promise<Liveness> = () => Promise.resolve(here)) {
  const asked: string[] = [];
  let atOnce = 0;
  let most = 0;
  const source: PersonSource = {
    profile: () => Promise.resolve(undefined),
    liveness: async (userId) => {
      asked.push(userId);
      atOnce += 1;
      most = Math.max(most, atOnce);
      try {
        return await answer();
      } finally {
        atOnce -= 1;
      }
    },
  };
  return { source, asked, most: () => most };
}

let lifetime: Lifetime;
let visible: boolean;
let watch: PeopleWatch;
beforeEach(() => {
  vi.useFakeTimers();
  lifetime = new Lifetime();
  visible = true;
  watch = new PeopleWatch(() => visible);
});
afterEach(() => {
  lifetime.end();
  vi.useRealTimers();
});

const nobody = (): void => undefined;

describe("the server is asked about people", () => {
  it("only while somebody looks at them, once a minute", async () => {
    const { source, asked } = server();
    watch.attach(source, lifetime);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([]);
    const stop = watch.of(ANNA).subscribe(nobody);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toEqual([ANNA]);
    expect(watch.of(ANNA).get().liveness).toEqual(here);
    await vi.advanceTimersByTimeAsync(290_000);
    expect(asked).toHaveLength(5);
    stop();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(asked).toHaveLength(5);
    lifetime.end();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("at most four at a time, a hundred in all", async () => {
    const { source, asked, most } = server(
      () => new Promise((resolve) => void setTimeout(() => resolve(here), 100)),
    );
    watch.attach(source, lifetime);
    for (let at = 0; at < 100; at += 1) watch.of(`@p${at}:amt.de`).subscribe(nobody);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(new Set(asked).size).toBe(100);
    expect(most()).toBe(4);
  });

  it("never while the window is hidden, and at once when it is seen again", async () => {
    const { source, asked } = server();
    watch.attach(source, lifetime);
    visible = false;
    watch.of(ANNA).subscribe(nobody);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toEqual([]);
    visible = true;
    watch.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([ANNA]);
  });

  it("ever more seldom while it cannot be reached", async () => {
    const { source, asked } = server(() => Promise.reject(new MatrixFailure("unreachable", "x")));
    watch.attach(source, lifetime);
    watch.of(ANNA).subscribe(nobody);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.length).toBeLessThan(9);
  });

  it("not before it said to come back", async () => {
    const { source, asked } = server(() =>
      Promise.reject(new MatrixFailure("rate-limited", "x", { retryAfter: 50_000 })),
    );
    watch.attach(source, lifetime);
    watch.of(ANNA).subscribe(nobody);
    await vi.advanceTimersByTimeAsync(49_000);
    expect(asked).toHaveLength(1);
  });

  it("and if it will not tell, hardly ever again", async () => {
    const { source, asked } = server(() => Promise.reject(new MatrixFailure("forbidden", "x")));
    const profile: PersonSource["profile"] = async (...who) => {
      await source.liveness(...who);
      return undefined;
    };
    watch.attach({ ...source, profile }, lifetime);
    watch.of(ANNA).subscribe(nobody);
    await vi.advanceTimersByTimeAsync(500_000);
    // Once for the profile, once for the presence.
    expect(asked).toHaveLength(2);
    expect(watch.of(ANNA).get()).toEqual({ unavailable: true });
  });

  it("again at once for somebody whose card is opened, but not twice in a moment", async () => {
    const { source, asked } = server();
    watch.attach(source, lifetime);
    watch.of(ANNA).subscribe(nobody);
    await vi.advanceTimersByTimeAsync(1_000);
    watch.refresh(ANNA);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(6_000);
    watch.refresh(ANNA);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(2);
  });
});
