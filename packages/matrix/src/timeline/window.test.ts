import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Window } from "./window.ts";

interface Line {
  readonly id: number;
}
const lines = (from: number, to: number): readonly Line[] =>
  Array.from({ length: to - from }, (_unused, index) => ({ id: from + index }));

describe("the shown part of a long history", () => {
  it("is all of a short one, and goes along with what comes", () => {
    const all = [...lines(0, 40)];
    const window = new Window<Line>();
    expect(window.cut(all)).toEqual({ from: 0, to: 40 });
    all.push(...lines(40, 43));
    all.unshift(...lines(-5, 0));
    expect(window.cut(all)).toEqual({ from: 0, to: 48 });
  });
  it("is the end of a long one, and goes back step by step", () => {
    const all = lines(0, 20_000);
    const window = new Window<Line>();
    expect(window.cut(all)).toEqual({ from: 19_600, to: 20_000 });
    expect(window.older(all, 40)).toBe(true);
    expect(window.cut(all)).toEqual({ from: 19_560, to: 20_000 });
  });
  it("lets go of the newest once the reader is far back, and comes to them again", () => {
    const all = lines(0, 2_000);
    const window = new Window<Line>();
    for (let step = 0; step < 10; step += 1) window.older(all, 40);
    const { from, to } = window.cut(all);
    expect(from).toBe(1_200);
    expect(to).toBeLessThan(2_000);
    while (window.newer(all, 40));
    expect(window.cut(all).to).toBe(2_000);
  });
  it("never takes away what a reader of the past looks at because something new came", () => {
    const all = [...lines(0, 300)];
    const window = new Window<Line>();
    window.cut(all);
    all.push(...lines(300, 1_500));
    expect(window.cut(all)).toEqual({ from: 0, to: 1_500 });
    expect(window.atEnd(all)).toBe(true);
    expect(window.cut(all)).toEqual({ from: 1_100, to: 1_500 });
  });
  it("moves to a message far away, and stays for one that is shown", () => {
    const all = lines(0, 5_000);
    const window = new Window<Line>();
    expect(window.around(all, all[4_990] ?? { id: -1 })).toBe(false);
    expect(window.around(all, all[1_000] ?? { id: -1 })).toBe(true);
    expect(window.cut(all)).toEqual({ from: 900, to: 1_100 });
  });
  it("begins at the end again where a gap has taken what it showed", () => {
    const window = new Window<Line>();
    const before = lines(0, 1_000);
    window.older(before, 40);
    expect(window.cut(lines(5_000, 5_020))).toEqual({ from: 0, to: 20 });
  });

  it("is bounded, never empty, and moves without leaving anything out", () => {
    const act = fc.constantFrom("older", "newer", "page", "news", "end");
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
        const window = new Window<Line>();
        const all = [...lines(0, 100)];
        let seen = window.cut(all);
        for (const what of acts) {
          const before = all.slice(seen.from, seen.to);
          if (what === "page") all.unshift(...lines((all[0]?.id ?? 0) - 40, all[0]?.id ?? 0));
          else if (what === "news") all.push({ id: (all.at(-1)?.id ?? 0) + 1 });
          else if (what === "end") window.atEnd(all);
          else window[what](all, 40);
          seen = window.cut(all);
          const after = all.slice(seen.from, seen.to);
          expect(after.length).toBeGreaterThan(0);
          // Old and new part overlap or touch: nothing between them is skipped.
          const touches = (after[0]?.id ?? 0) <= (before.at(-1)?.id ?? 0) + 1;
          expect(touches && (before[0]?.id ?? 0) <= (after.at(-1)?.id ?? 0) + 1).toBe(true);
          const moved = what === "older" || what === "newer";
          expect(after.length).toBeLessThanOrEqual(moved ? 600 : Infinity);
        }
      }),
    );
  });
});
