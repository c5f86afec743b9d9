import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CallTrouble } from "../contract/index.ts";
import type { MediaState } from "../jitsi/repair.ts";
import { type Mendable, Recovery } from "./recovery.ts";

/** A session of a library that does as it is told, on a line that can be cut. */
class Line implements Mendable {
  connected = true;
  reachable = true;
  media: MediaState = "alive";
  asked = 0;
  renewed = 0;
  restarted = 0;
  recovery: Recovery | undefined;
  readonly repair = {
    listen: () => Promise.resolve(),
    mediaState: () => this.media,
    probe: async () => {
      this.asked += 1;
      // What goes unanswered is waited for, as `probe.ts` does.
      if (!this.reachable) await new Promise((resolve) => setTimeout(resolve, 1_500));
      return this.reachable;
    },
    renewSignalling: () => {
      this.renewed += 1;
      this.recovery?.hear({ kind: "signalling-lost" });
      const up = this.reachable;
      setTimeout(() => {
        this.recovery?.hear({ kind: up ? "signalling-resumed" : "signalling-lost" });
      }, 150);
    },
    restartMedia: () => {
      this.restarted += 1;
      this.media = "none";
      setTimeout(() => (this.media = this.reachable ? "alive" : "failed"), 600);
    },
  };
}

describe("watching over a call", () => {
  let line: Line;
  let recovery: Recovery;
  let told: (CallTrouble | undefined)[];
  let pathBacks: number;
  const rejoins = vi.fn<() => void>();

  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    const page = new EventTarget();
    vi.stubGlobal("window", globalThis);
    vi.stubGlobal("navigator", {});
    vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
    vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
    vi.stubGlobal("dispatchEvent", page.dispatchEvent.bind(page));
    line = new Line();
    told = [];
    pathBacks = 0;
    rejoins.mockReset();
    recovery = new Recovery({
      session: () => line,
      onTrouble: (trouble) => told.push(trouble),
      onBeyondMending: rejoins,
      onPathBack: () => (pathBacks += 1),
    });
    line.recovery = recovery;
    recovery.watch(true);
    recovery.hear({ kind: "entered" });
  });
  afterEach(() => {
    recovery.watch(false);
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test("does nothing while all is well", async () => {
    await vi.advanceTimersByTimeAsync(60_000);
    expect([line.asked, line.renewed, line.restarted, told]).toEqual([0, 0, 0, []]);
  });

  test("a line that is cut for twenty seconds: sound is back within two of its return", async () => {
    line.reachable = false;
    line.media = "interrupted";
    await vi.advanceTimersByTimeAsync(10_000);
    line.media = "failed";
    await vi.advanceTimersByTimeAsync(10_000);
    expect([line.renewed, line.restarted]).toEqual([0, 0]);
    expect(told.at(-1)).toBe("network");
    line.reachable = true;
    await vi.advanceTimersByTimeAsync(3_500);
    expect([line.media, line.renewed, line.restarted]).toEqual(["alive", 1, 1]);
    expect(told.at(-1)).toBeUndefined();
    expect(rejoins).not.toHaveBeenCalled();
  });

  test("a network that comes back is asked at once, not when the last question has run out", async () => {
    line.reachable = false;
    dispatchEvent(new Event("offline"));
    await vi.advanceTimersByTimeAsync(100);
    line.reachable = true;
    dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);
    expect(line.renewed).toBe(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toEqual([]);
  });

  test("after a sleep the socket is taken for dead", async () => {
    vi.setSystemTime(Date.now() + 60_000);
    await vi.advanceTimersByTimeAsync(1_500);
    expect([line.renewed, line.restarted]).toEqual([1, 0]);
  });

  test("a server that does not come up is asked until it does, and less often after half a minute", async () => {
    line.reachable = false;
    line.repair.probe = () => {
      line.asked += 1;
      return Promise.resolve(line.reachable);
    };
    recovery.hear({ kind: "signalling-lost" });
    await vi.advanceTimersByTimeAsync(30_000);
    const quick = line.asked;
    expect(quick).toBeGreaterThan(60);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(line.asked - quick).toBeLessThan(35);
    line.reachable = true;
    await vi.advanceTimersByTimeAsync(1_200);
    expect(line.renewed).toBe(1);
  });

  test("a join that waits hears that the path is back, unless its try has come through", async () => {
    line.reachable = false;
    recovery.sessionClosed();
    line.connected = false;
    await vi.advanceTimersByTimeAsync(4_000);
    expect(told).toEqual(["service", "network"]);
    line.reachable = true;
    await vi.advanceTimersByTimeAsync(2_500);
    expect(pathBacks).toBe(1);
    line.connected = true;
    dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(2_500);
    expect(pathBacks).toBe(1);
  });

  test("what nothing helps is joined anew", async () => {
    line.media = "interrupted";
    line.repair.restartMedia = () => {
      line.restarted += 1;
    };
    await vi.advanceTimersByTimeAsync(20_000);
    expect(line.restarted).toBe(2);
    expect(rejoins).toHaveBeenCalledTimes(1);
  });

  test("a call that is over is not watched any more", async () => {
    line.reachable = false;
    recovery.hear({ kind: "signalling-lost" });
    recovery.watch(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(line.asked).toBe(1);
    expect(told).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
