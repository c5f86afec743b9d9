import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INITIAL_CONSTRAINTS, type ReceiverConstraints } from "../colibri/constraints.ts";
import { ALL_TEMPORAL } from "../rtp/codecs.ts";
import { allocate, type Candidate, type LayerOption } from "./allocate.ts";

const LAYERS: readonly LayerOption[] = [
  { index: 0, temporal: ALL_TEMPORAL, height: 180, bitrate: 150_000 },
  { index: 1, temporal: ALL_TEMPORAL, height: 360, bitrate: 500_000 },
  { index: 2, temporal: ALL_TEMPORAL, height: 720, bitrate: 2_000_000 },
];
/** The same with what their temporal layers take. */
const TEMPORAL: readonly LayerOption[] = LAYERS.flatMap((layer) => [
  { ...layer, temporal: 0, bitrate: 0.4 * layer.bitrate },
  { ...layer, temporal: 1, bitrate: 0.6 * layer.bitrate },
  layer,
]);

function camera(endpoint: string, layers = LAYERS, current = -1): Candidate {
  return {
    name: `${endpoint}-v0`,
    endpoint,
    desktop: false,
    layers,
    current: { layer: current, temporal: ALL_TEMPORAL },
  };
}

function screen(endpoint: string): Candidate {
  return {
    name: `${endpoint}-v1`,
    endpoint,
    desktop: true,
    layers: [{ index: 0, temporal: ALL_TEMPORAL, height: 1080, bitrate: 800_000 }],
    current: { layer: -1, temporal: ALL_TEMPORAL },
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

function steps(
  candidates: readonly Candidate[],
  budget: number,
  part: Partial<ReceiverConstraints> = {},
): Record<string, string> {
  return Object.fromEntries(
    allocate(candidates, wants(part), ["a"], budget).sources.map(({ name, layer, temporal }) => [
      name.slice(0, 1),
      `${layer}.${temporal}`,
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

  it.each([
    [1, 3_000_000, 0],
    [1, 700_000, 1],
    [1, 510_000, 1],
    [2, 510_000, 2],
    [0, 2_010_000, 0],
  ])(
    "layers that were announced the other way round: from %i with %i bit/s to %i",
    (current, rate, wanted) => {
      const reversed = LAYERS.map((layer) => ({ ...layer, index: 2 - layer.index }));
      expect(layers([camera("a", reversed, current)], wants({}), rate)).toEqual({ "a-v0": wanted });
    },
  );

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

  describe("of temporal layers", () => {
    const three = ["a", "b", "c"].map((endpoint) => camera(endpoint, TEMPORAL));
    const sharp: Candidate = {
      ...camera(
        "d",
        TEMPORAL.filter(({ index }) => index < 2),
      ),
      name: "d-v1",
      desktop: true,
    };

    it.each([
      ["few pictures of all before all of one", 200_000, { a: "0.0", b: "0.0", c: "0.0" }],
      ["then more, of the last speaker first", 250_000, { a: "0.1", b: "0.1", c: "0.0" }],
      ["then all", 460_000, { a: "0.3", b: "0.3", c: "0.3" }],
      ["then half of the larger ones", 640_000, { a: "1.1", b: "0.3", c: "0.3" }],
      ["then all of them", 1_600_000, { a: "1.3", b: "1.3", c: "1.3" }],
    ])("cameras: %s", (_name, budget, expected) => {
      expect(steps(three, budget)).toEqual(expected);
    });

    it.each([
      [
        "keeps all of its pictures while others have few",
        280_000,
        { b: "0.3", a: "0.0", c: "0.0" },
      ],
      ["and while others have none", 190_000, { b: "0.3", a: "-1.3", c: "-1.3" }],
      ["gives them up last", 100_000, { b: "0.1", a: "-1.3", c: "-1.3" }],
      ["does not get larger with half of them", 460_000, { b: "0.3", a: "0.3", c: "0.3" }],
      ["but with all", 730_000, { b: "1.3", a: "0.1", c: "0.1" }],
    ])("a chosen one, a sign-language interpreter say, %s", (_name, budget, expected) => {
      expect(steps(three, budget, { selected: ["b-v0"] })).toEqual(expected);
    });

    it.each([
      ["few sharp pictures", 230_000, "1.0"],
      ["before many", 560_000, "1.3"],
      ["and before none", 70_000, "0.0"],
    ])("a shared screen: %s", (_name, budget, expected) => {
      expect(steps([sharp], budget)).toEqual({ d: expected });
    });
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
            current: { layer: current, temporal: ALL_TEMPORAL },
            layers: bitrates
              .toSorted((left, right) => left - right)
              .map((bitrate, layer) => ({
                index: layer,
                temporal: ALL_TEMPORAL,
                height: 180 * 2 ** layer,
                bitrate,
              })),
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
