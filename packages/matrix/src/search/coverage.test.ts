import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterLive,
  afterPage,
  coverage,
  coveredSince,
  nextRoom,
  nextToken,
  type LiveStretch,
  type RoomNote,
  roomNoteSchema,
} from "./coverage.ts";

const HOUR = 60 * 60 * 1000;

/** A room whose events are numbered; event n was sent at n hours, token n leads to those before n. */
function live(from: number, to: number): LiveStretch {
  return {
    newest: `$${to}`,
    newestTime: to * HOUR,
    oldestTime: from * HOUR,
    ...(from === 0 ? {} : { token: String(from) }),
    includes: (id) => Number(id.slice(1)) >= from && Number(id.slice(1)) <= to,
  };
}

function read(note: RoomNote, size: number, newest: number): RoomNote {
  const token = nextToken(note) ?? "0";
  const end = token === "" ? newest + 1 : Number(token);
  const start = Math.max(0, end - size);
  return afterPage(note, {
    eventIds: Array.from({ length: end - start }, (_, at) => `$${start + at}`),
    oldestTime: start * HOUR,
    ...(start === 0 ? {} : { end: String(start) }),
    locked: 0,
  });
}

function noteOf(since: number, token?: string): RoomNote {
  return {
    newest: "$1",
    newestTime: 1000,
    since,
    ...(token === undefined ? {} : { token }),
    locked: 1,
  };
}

describe("how far a room is read", () => {
  it("begins with what the sync brought", () => {
    const note = afterLive(undefined, live(90, 99));
    expect(coveredSince(note)).toBe(90 * HOUR);
    expect(nextToken(note)).toBe("90");
  });

  it("is all of it when the sync brought the beginning", () => {
    const note = afterLive(undefined, live(0, 4));
    expect(coveredSince(note)).toBe(-Infinity);
    expect(nextToken(note)).toBeUndefined();
  });

  it("goes back page by page to the beginning", () => {
    let note = afterLive(undefined, live(90, 99));
    note = read(note, 50, 99);
    expect(coveredSince(note)).toBe(40 * HOUR);
    note = read(note, 50, 99);
    expect(coveredSince(note)).toBe(-Infinity);
  });

  it("has a gap after one was away, closes it, and goes on where it was", () => {
    let note = read(afterLive(undefined, live(90, 99)), 50, 99);
    note = afterLive(note, live(190, 199));
    expect(coveredSince(note)).toBe(190 * HOUR);
    note = read(note, 50, 199);
    expect(coveredSince(note)).toBe(140 * HOUR);
    note = read(note, 50, 199);
    expect(coveredSince(note)).toBe(40 * HOUR);
    expect(nextToken(note)).toBe("40");
  });

  it("with a second gap closes both before it counts what is behind", () => {
    let note = afterLive(
      afterLive(afterLive(undefined, live(90, 99)), live(190, 199)),
      live(290, 299),
    );
    const covered: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      note = read(note, 60, 299);
      covered.push(coveredSince(note) / HOUR);
    }
    expect(covered).toEqual([230, 170, 110, 90]);
  });

  it("has none when the sync goes on where it was", () => {
    const note = afterLive(afterLive(undefined, live(90, 99)), live(95, 104));
    expect(note).toMatchObject({ newest: "$104", since: 90 * HOUR, token: "90" });
    expect(note.gap).toBeUndefined();
    expect(afterLive(note, live(95, 104))).toBe(note);
  });

  it("survives being written down", () => {
    const note = afterLive(afterLive(undefined, live(90, 99)), live(190, 199));
    expect(roomNoteSchema.parse(JSON.parse(JSON.stringify(note)))).toEqual(note);
    expect(roomNoteSchema.safeParse({ newest: 1 }).success).toBe(false);
  });

  it("never claims what was not read, whatever comes in between", () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("read" as const), size: fc.integer({ min: 1, max: 30 }) }),
      fc.record({
        do: fc.constant("sync" as const),
        more: fc.integer({ min: 1, max: 60 }),
        window: fc.integer({ min: 1, max: 20 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let newest = 99;
        const known = new Set<number>();
        const take = (from: number, to: number): void => {
          for (let at = from; at <= to; at += 1) known.add(at);
        };
        let note = afterLive(undefined, live(90, 99));
        take(90, 99);
        for (const one of steps) {
          if (one.do === "sync") {
            newest += one.more;
            const from = Math.max(0, newest - one.window);
            note = afterLive(note, live(from, newest));
            take(from, newest);
          } else if (nextToken(note) !== undefined) {
            const end = Number(nextToken(note));
            take(Math.max(0, end - one.size), end - 1);
            note = read(note, one.size, newest);
          }
          const since = Math.max(0, coveredSince(note) / HOUR);
          for (let at = since; at <= newest; at += 1) expect(known.has(at)).toBe(true);
        }
      }),
    );
  });
});

describe("all rooms together", () => {
  it("are covered since the time of the one that reaches back least", () => {
    const notes = [noteOf(10, "a"), noteOf(500, "b"), noteOf(900)];
    expect(coverage(notes, -Infinity)).toEqual({ since: 500, done: 1, locked: 3 });
    expect(coverage([noteOf(900)], -Infinity)).toEqual({ done: 1, locked: 1 });
    expect(coverage([noteOf(900)], 700)).toEqual({ since: 700, done: 1, locked: 1 });
    expect(coverage([], -Infinity)).toEqual({ done: 0, locked: 0 });
  });

  it("are read so that this date goes back, and no further than the index holds", () => {
    const notes = new Map([
      ["!old", noteOf(10, "a")],
      ["!new", noteOf(500, "b")],
      ["!done", noteOf(900)],
    ]);
    expect(nextRoom(notes, -Infinity)).toBe("!new");
    expect(nextRoom(notes, 500)).toBeUndefined();
    expect(nextRoom(new Map(), -Infinity)).toBeUndefined();
  });
});
