import { describe, expect, test } from "vitest";
import { layerFor, receiverConstraints } from "./receiver-constraints.ts";

describe("which layer a tile needs", () => {
  test.each([
    [90, 180],
    [180, 180],
    [225, 180],
    [226, 360],
    [450, 360],
    [451, 720],
    [1_400, 720],
  ])("%i pixels high → %ip", (height, layer) => {
    expect(layerFor(height)).toBe(layer);
  });
});

describe("what the bridge is asked for", () => {
  const known = ["a-v0", "b-v0", "b-v1"];

  test("shown pictures in the size of their tile, others not at all", () => {
    const asked = receiverConstraints(known, [
      { sourceName: "a-v0", height: 300, isScreen: false },
      { sourceName: "b-v1", height: 700, isScreen: true },
    ]);
    expect(asked.constraints).toEqual({
      "a-v0": { maxHeight: 360 },
      "b-v0": { maxHeight: 0 },
      "b-v1": { maxHeight: 2160 },
    });
    expect(asked.onStageSources).toEqual(["b-v1"]);
  });

  test("a picture shown twice comes in the larger size", () => {
    const asked = receiverConstraints(known, [
      { sourceName: "a-v0", height: 700, isScreen: false },
      { sourceName: "a-v0", height: 100, isScreen: false },
    ]);
    expect(asked.constraints["a-v0"]).toEqual({ maxHeight: 720 });
  });

  test("a tile that is not laid out yet asks for nothing", () => {
    const asked = receiverConstraints(known, [{ sourceName: "a-v0", height: 0, isScreen: false }]);
    expect(asked.constraints["a-v0"]).toEqual({ maxHeight: 0 });
  });

  test("who is not known yet is sent small at once, so that the first picture does not wait", () => {
    expect(receiverConstraints([], []).defaultConstraints.maxHeight).toBe(360);
  });
});
