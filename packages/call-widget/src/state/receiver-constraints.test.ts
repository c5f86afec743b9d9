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
  const place = "tile";

  test("shown pictures in the size of their tile, others not at all", () => {
    const asked = receiverConstraints(known, [
      { sourceName: "a-v0", height: 300, isScreen: false, place },
      { sourceName: "b-v1", height: 700, isScreen: true, place },
    ]);
    expect(asked.constraints).toEqual({
      "a-v0": { maxHeight: 360 },
      "b-v0": { maxHeight: 0 },
      "b-v1": { maxHeight: 2160 },
    });
    expect(asked.onStageSources).toEqual(["b-v1"]);
  });

  test("the large face is on the stage beside a screen, until somebody signs", () => {
    const screen = { sourceName: "b-v1", height: 700, isScreen: true, place: "stage" } as const;
    const face = { sourceName: "a-v0", height: 300, isScreen: false, place: "stage" } as const;
    const hands = { sourceName: "b-v0", height: 300, isScreen: false, place: "signing" } as const;
    expect(receiverConstraints(known, [face, screen])).toMatchObject({
      selectedSources: ["a-v0"],
      onStageSources: ["b-v1", "a-v0"],
    });
    expect(receiverConstraints(known, [face, screen, hands])).toMatchObject({
      selectedSources: ["b-v0", "a-v0"],
      onStageSources: ["b-v0", "b-v1"],
    });
  });

  test("a picture shown twice comes in the larger size", () => {
    const asked = receiverConstraints(known, [
      { sourceName: "a-v0", height: 700, isScreen: false, place },
      { sourceName: "a-v0", height: 100, isScreen: false, place },
    ]);
    expect(asked.constraints["a-v0"]).toEqual({ maxHeight: 720 });
  });

  test("a tile that is not laid out yet asks for nothing", () => {
    const asked = receiverConstraints(known, [
      { sourceName: "a-v0", height: 0, isScreen: false, place },
    ]);
    expect(asked.constraints["a-v0"]).toEqual({ maxHeight: 0 });
  });

  test("who is not known yet is sent small at once, so that the first picture does not wait", () => {
    expect(receiverConstraints([], []).defaultConstraints.maxHeight).toBe(360);
  });

  test("no larger than somebody wants cameras to be; screens and sign language as ever", () => {
    const shown = [
      { sourceName: "a-v0", height: 700, isScreen: false, place: "stage" },
      { sourceName: "b-v0", height: 400, isScreen: false, place: "signing" },
      { sourceName: "b-v1", height: 700, isScreen: true, place },
    ] as const;
    expect(receiverConstraints([], shown, 180)).toMatchObject({
      defaultConstraints: { maxHeight: 180 },
      constraints: {
        "a-v0": { maxHeight: 180 },
        "b-v0": { maxHeight: 360 },
        "b-v1": { maxHeight: 2160 },
      },
    });
    // What comes before it is known does not come at all then.
    expect(receiverConstraints([], [], 0).defaultConstraints).toEqual({ maxHeight: 0 });
  });
});
