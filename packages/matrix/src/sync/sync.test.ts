import { describe, expect, it } from "vitest";
import { backOff } from "./back-off.ts";
import { bringsKeys } from "./brings-keys.ts";
import { listedRooms } from "./listed.ts";
import { planTimeline } from "./prepare.ts";

const id = (event: string): string => event;

describe("how new events join the known ones", () => {
  it("a room nobody knew", () => {
    expect(
      planTimeline({ events: ["c"], limited: true, initial: true, prevBatch: "p" }, new Set(), id),
    ).toEqual({ kind: "append", events: ["c"] });
  });
  it("the next message", () => {
    expect(
      planTimeline({ events: ["d"], limited: false, initial: false }, new Set(["c"]), id),
    ).toEqual({ kind: "append", events: ["d"] });
  });
  it("a gap: what was known is no longer joined to it", () => {
    expect(
      planTimeline(
        { events: ["x"], limited: true, initial: false, prevBatch: "p" },
        new Set(["c"]),
        id,
      ),
    ).toEqual({ kind: "reset", events: ["x"], prevBatch: "p" });
  });
  it("a reconnection that repeats what is known", () => {
    expect(
      planTimeline(
        { events: ["b", "c"], limited: true, initial: true, prevBatch: "p" },
        new Set(["a", "b", "c"]),
        id,
      ),
    ).toEqual({ kind: "append", events: [] });
  });
  it("a room that is opened: older ones before, newer ones after", () => {
    expect(
      planTimeline(
        { events: ["a", "b", "c", "d"], limited: true, initial: false, prevBatch: "p" },
        new Set(["c"]),
        id,
      ),
    ).toEqual({ kind: "prepend", older: ["a", "b"], events: ["d"], prevBatch: "p" });
  });
  it("a short room that is opened, without the server calling it limited", () => {
    expect(
      planTimeline({ events: ["a", "b"], limited: false, initial: false }, new Set(["b"]), id),
    ).toEqual({ kind: "prepend", older: ["a"], events: [] });
  });
  it("state alone changes nothing of the timeline", () => {
    expect(planTimeline({ events: [], limited: true, initial: false }, new Set(["c"]), id)).toEqual(
      { kind: "append", events: [] },
    );
  });
});

describe("how long to wait for a server that is away", () => {
  it.each([
    [1, undefined, 0.5, 1000],
    [2, undefined, 0.5, 2000],
    [4, undefined, 0.5, 8000],
    [50, undefined, 0.5, 60_000],
    [1, undefined, 0, 750],
    [1, undefined, 1, 1250],
    [1, 30_000, 0.5, 30_000],
  ])("after %s failures, asked for %s", (failures, retryAfter, random, expected) => {
    expect(backOff(failures, retryAfter, random)).toBe(expected);
  });
});

describe("which rooms are the account's", () => {
  it("is known where the windows hold them all", () => {
    expect(listedRooms({ count: 2, ops: [{ op: "SYNC", room_ids: ["!a", "!b"] }] })).toEqual(
      new Set(["!a", "!b"]),
    );
    expect(listedRooms({ count: 0, ops: [{ op: "SYNC", room_ids: [] }] })).toEqual(new Set());
  });
  it("is not known where they hold some, or say nothing of use", () => {
    for (const list of [
      undefined,
      {},
      { count: 3, ops: [{ op: "SYNC", room_ids: ["!a", "!b"] }] },
      { count: 1, ops: "all" },
      { count: 1, ops: [null, { room_ids: [7] }, { room_ids: "!a" }] },
      { ops: [{ room_ids: ["!a"] }] },
    ]) {
      expect(listedRooms(list)).toBeUndefined();
    }
  });
});

describe("whether the keys of an answer come before its rooms", () => {
  const counts = { device_one_time_keys_count: { signed_curve25519: 50 } };
  it.each([
    ["no extensions", undefined, false],
    ["a message, and how many keys are left", { e2ee: counts, to_device: { events: [] } }, false],
    ["a key for a message", { to_device: { events: [{ type: "m.room.encrypted" }] } }, true],
    ["a new device", { e2ee: { ...counts, device_lists: { changed: ["@a:b.c"] } } }, true],
    ["somebody shares no room any more", { e2ee: { device_lists: { left: ["@a:b.c"] } } }, true],
    ["empty lists", { e2ee: { device_lists: { changed: [], left: [] } } }, false],
    ["nonsense", { e2ee: 5, to_device: { events: "many" } }, false],
  ])("%s", (_name, extensions, expected) => {
    expect(bringsKeys(extensions)).toBe(expected);
  });
});
