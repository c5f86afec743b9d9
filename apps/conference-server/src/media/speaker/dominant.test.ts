import { describe, expect, it } from "vitest";
import { DominantSpeaker } from "./dominant.ts";

const SPEECH = 25;
const NOISE = 90;
const SILENCE = 127;

/** Talks to the rule in frames of 20 ms, with a decision every 300 ms. */
class Room {
  readonly rule = new DominantSpeaker();
  #now = 0;
  changes: (string | undefined)[] = [];

  pass(ms: number, levels: Record<string, number>): void {
    for (const end = this.#now + ms; this.#now < end; this.#now += 20) {
      for (const [endpoint, level] of Object.entries(levels))
        this.rule.hear(endpoint, level, this.#now);
      if (this.#now % 300 === 0 && this.rule.decide(this.#now))
        this.changes.push(this.rule.current);
    }
  }
}

describe("who speaks", () => {
  it("nobody in a silent room", () => {
    const room = new Room();
    room.pass(3000, { a: SILENCE, b: NOISE });
    expect(room.rule.current).toBeUndefined();
  });

  it("the one who speaks", () => {
    const room = new Room();
    room.pass(1500, { a: NOISE, b: SPEECH });
    expect(room.rule.current).toBe("b");
  });

  it("changes when another speaks and the first is quiet", () => {
    const room = new Room();
    room.pass(3000, { a: SPEECH, b: NOISE });
    room.pass(3000, { a: NOISE, b: SPEECH });
    expect(room.changes).toEqual(["a", "b"]);
    expect(room.rule.order).toEqual(["b", "a"]);
  });

  it("does not change for a cough", () => {
    const room = new Room();
    room.pass(3000, { a: SPEECH, b: NOISE });
    room.pass(60, { a: SPEECH, b: 5 });
    room.pass(2000, { a: SPEECH, b: NOISE });
    expect(room.changes).toEqual(["a"]);
  });

  it("does not jump to and fro while two speak at once", () => {
    const room = new Room();
    room.pass(3000, { a: SPEECH, b: NOISE });
    room.pass(10_000, { a: SPEECH, b: SPEECH });
    expect(room.changes.length).toBeLessThanOrEqual(2);
  });

  it("stays with the last speaker in silence", () => {
    const room = new Room();
    room.pass(2000, { a: SPEECH, b: NOISE });
    room.pass(5000, { a: NOISE, b: NOISE });
    expect(room.rule.current).toBe("a");
  });

  it("a microphone that stops sending counts as silent", () => {
    const room = new Room();
    room.pass(2000, { a: SPEECH, b: NOISE });
    room.pass(3000, { b: SPEECH });
    expect(room.rule.current).toBe("b");
  });

  it("forgets who leaves", () => {
    const room = new Room();
    room.pass(2000, { a: SPEECH, b: NOISE });
    expect(room.rule.forget("a")).toBe(true);
    expect(room.rule.current).toBeUndefined();
    room.pass(2000, { b: SPEECH });
    expect(room.rule.order).toEqual(["b"]);
  });
});
