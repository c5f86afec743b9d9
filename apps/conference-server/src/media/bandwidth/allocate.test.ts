import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INITIAL_CONSTRAINTS, type ReceiverConstraints } from "../colibri/constraints.ts";
import { allocate, type Candidate } from "./allocate.ts";

const LAYERS = [
  { index: 0, height: 180, bitrate: 150_000 },
  { index: 1, height: 360, bitrate: 500_000 },
  { index: 2, height: 720, bitrate: 2_000_000 },
];

function camera(endpoint: string, layers = LAYERS, current = -1): Candidate {
  return { name: `${endpoint}-v0`, endpoint, desktop: false, layers, current };
}

function screen(endpoint: string): Candidate {
  return {
    name: `${endpoint}-v1`,
    endpoint,
    desktop: true,
    layers: [{ index: 0, height: 1080, bitrate: 800_000 }],
    current: -1,
  };
}

function wants(part: Partial<ReceiverConstraints>): ReceiverConstraints {
  return { ...INITIAL_CONSTRAINTS, defaultHeight: 720, ...part };
}

function layers(
  candidates: readonly Candidate[],
  constraints: ReceiverConstraints,
  estimate: number,
  speakers: readonly string[] = [],
): Record<string, number> {
  return Object.fromEntries(
    allocate(candidates, constraints, speakers, estimate).sources.map(({ name, layer }) => [
      name,
      layer,
    ]),
  );
}

const people = ["a", "b", "c"].map((endpoint) => camera(endpoint));

describe("what a receiver gets", () => {
  it.each([
    ["a wide line: all in full", 10e6, { "a-v0": 2, "b-v0": 2, "c-v0": 2 }],
    ["less: everyone in turn, who spoke last first", 4e6, { "a-v0": 1, "b-v0": 2, "c-v0": 1 }],
    ["narrow: everyone small", 500_000, { "a-v0": 0, "b-v0": 0, "c-v0": 0 }],
    ["narrower: the last speakers", 320_000, { "a-v0": 0, "b-v0": 0, "c-v0": -1 }],
    ["one only", 170_000, { "a-v0": -1, "b-v0": 0, "c-v0": -1 }],
    ["only sound: none", 100_000, { "a-v0": -1, "b-v0": -1, "c-v0": -1 }],
  ])("%s", (_name, estimate, expected) => {
    expect(layers(people, wants({}), estimate, ["b"])).toEqual(expected);
  });

  it("the stage goes up before the others do", () => {
    const constraints = wants({
      onStage: ["c-v0"],
      defaultHeight: 360,
      heights: new Map([["c-v0", 720]]),
    });
    expect(layers(people, constraints, 2_600_000, ["a"])).toEqual({
      "a-v0": 0,
      "b-v0": 0,
      "c-v0": 2,
    });
  });

  it("a pinned picture is the last one to go, a screen the last but one", () => {
    const everything = [...people, screen("c")];
    const constraints = wants({ selected: ["a-v0"], onStage: ["b-v0"] });
    expect(layers(everything, constraints, 1_060_000, ["b"])).toMatchObject({
      "a-v0": 0,
      "c-v1": 0,
      "b-v0": -1,
    });
    expect(layers(everything, constraints, 170_000, ["b"])).toEqual({
      "a-v0": 0,
      "b-v0": -1,
      "c-v0": -1,
      "c-v1": -1,
    });
  });

  it("says from which rate on there would be more", () => {
    const some = allocate(people, wants({}), ["b"], 500_000);
    expect(some.spent).toBe(450_000);
    expect(some.nextStep).toBeCloseTo(450_000 + 350_000 * 1.1);
    expect(allocate(people, wants({}), [], 10e6).nextStep).toBeUndefined();
    expect(allocate([camera("a")], wants({}), [], 0).nextStep).toBeCloseTo(165_000);
  });

  it("a shared screen goes before cameras", () => {
    expect(layers([...people, screen("c")], wants({}), 900_000, ["a"])).toEqual({
      "a-v0": -1,
      "b-v0": -1,
      "c-v0": -1,
      "c-v1": 0,
    });
  });

  it.each([
    ["two of three", { lastN: 2 }, { "a-v0": 2, "b-v0": 2, "c-v0": -1 }],
    ["none", { lastN: 0 }, { "a-v0": -1, "b-v0": -1, "c-v0": -1 }],
    ["chosen ones first", { lastN: 1, selected: ["c"] }, { "a-v0": -1, "b-v0": -1, "c-v0": 2 }],
    [
      "no height, no picture, no place taken",
      { lastN: 2, heights: new Map([["a-v0", 0]]) },
      { "a-v0": -1, "b-v0": 2, "c-v0": 2 },
    ],
    [
      "heights by endpoint",
      { heights: new Map([["b", 180]]) },
      { "a-v0": 2, "b-v0": 0, "c-v0": 2 },
    ],
    [
      "lower than the lowest is the lowest",
      { defaultHeight: 90 },
      { "a-v0": 0, "b-v0": 0, "c-v0": 0 },
    ],
  ])("last-N: %s", (_name, part, expected) => {
    expect(layers(people, wants(part), 100e6)).toEqual(expected);
  });

  it("a layer that is not sent cannot be had", () => {
    expect(layers([camera("a", LAYERS.slice(0, 1)), camera("b", [])], wants({}), 10e6)).toEqual({
      "a-v0": 0,
      "b-v0": -1,
    });
  });

  it("a step up needs room to spare, staying does not", () => {
    const estimate = 505_000;
    expect(layers([camera("a")], wants({}), estimate)).toEqual({ "a-v0": 0 });
    expect(layers([camera("a", LAYERS, 1)], wants({}), estimate)).toEqual({ "a-v0": 1 });
  });

  it("under load cameras get smaller, screens do not", () => {
    const { sources } = allocate([camera("a"), screen("b")], wants({}), [], 10e6, 180);
    expect(sources).toMatchObject([
      { name: "b-v1", layer: 0 },
      { name: "a-v0", layer: 0, height: 720 },
    ]);
    expect(allocate([camera("a")], wants({}), [], 10e6, 0).sources).toMatchObject([{ layer: -1 }]);
  });

  it("never costs more than the budget", () => {
    const candidate = fc.record({
      bitrates: fc.array(fc.integer({ min: 10_000, max: 3_000_000 }), { maxLength: 3 }),
      desktop: fc.boolean(),
      current: fc.integer({ min: -1, max: 2 }),
    });
    fc.assert(
      fc.property(
        fc.array(candidate, { maxLength: 12 }),
        fc.nat({ max: 8e6 }),
        (made, estimate) => {
          const candidates = made.map(({ bitrates, desktop, current }, index) => ({
            name: `${index}-v0`,
            endpoint: String(index),
            desktop,
            current,
            layers: bitrates
              .toSorted((left, right) => left - right)
              .map((bitrate, layer) => ({ index: layer, height: 180 * 2 ** layer, bitrate })),
          }));
          const chosen = allocate(candidates, wants({}), [], estimate);
          const total = chosen.sources.reduce((sum, { name, layer }) => {
            const source = candidates.find((other) => other.name === name);
            return sum + (source?.layers[layer]?.bitrate ?? 0);
          }, 0);
          expect(total).toBeCloseTo(chosen.spent);
          expect(total).toBeLessThanOrEqual(estimate);
          expect(chosen.nextStep ?? chosen.spent).toBeGreaterThanOrEqual(chosen.spent - 1e-6);
        },
      ),
    );
  });
});
