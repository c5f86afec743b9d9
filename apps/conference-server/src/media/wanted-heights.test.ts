import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WantedHeights } from "./wanted-heights.ts";

const NAMES = ["a-v0", "b-v0", "c-v0"];

describe("what is wanted of a source", () => {
  it("changes only where somebody changed it", () => {
    const wanted = new WantedHeights<object>();
    const [one, other] = [{}, {}];
    wanted.set(one, [{ name: "a-v0", layer: 0, temporal: 3, height: 180 }]);
    wanted.set(other, [{ name: "a-v0", layer: -1, temporal: 3, height: 720 }]);
    expect([...wanted.takeChanged()]).toEqual(["a-v0"]);
    wanted.set(other, [{ name: "a-v0", layer: 2, temporal: 3, height: 720 }]);
    expect([...wanted.takeChanged()]).toEqual([]);
    expect(wanted.of("a-v0")).toBe(720);
    wanted.forget(other);
    expect(wanted.of("a-v0")).toBe(180);
    expect(wanted.of("b-v0")).toBe(0);
  });

  it("is the most that anybody wants, whoever comes, changes and goes", () => {
    const step = fc.record({
      receiver: fc.nat({ max: 4 }),
      heights: fc.option(fc.array(fc.constantFrom(0, 180, 360, 720), { maxLength: NAMES.length }), {
        nil: undefined,
      }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const receivers = Array.from({ length: 5 }, (_, index) => ({ index }));
        const wanted = new WantedHeights<object>();
        const now = new Map<number, readonly number[]>();
        for (const { receiver, heights } of steps) {
          const who = receivers[receiver] ?? {};
          if (heights === undefined) wanted.forget(who);
          else
            wanted.set(
              who,
              heights.map((height, index) => ({
                name: NAMES[index] ?? "",
                layer: 0,
                temporal: 3,
                height,
              })),
            );
          now.set(receiver, heights ?? []);
        }
        for (const [index, name] of NAMES.entries())
          expect(wanted.of(name)).toBe(
            Math.max(0, ...[...now.values()].map((heights) => heights[index] ?? 0)),
          );
      }),
    );
  });
});
