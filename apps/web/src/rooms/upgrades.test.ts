import { describe, expect, it } from "vitest";
import { wayOn } from "./upgrades.ts";

const BEN = "@ben:amt.example";

describe("the way on from a closed room", () => {
  it.each([
    ["none is named", undefined, BEN, { kind: "nowhere" }],
    ["a room of ours, closed by a colleague", "!neu:amt.example", BEN, { kind: "follow" }],
    ["a room whose id names nobody", "!9AzWJY0bQ", BEN, { kind: "follow" }],
    [
      "a room elsewhere",
      "!neu:land.example",
      BEN,
      { kind: "look", roomId: "!neu:land.example", server: "land.example" },
    ],
    [
      "closed by somebody elsewhere",
      "!9AzWJY0bQ",
      "@eva:land.example:8448",
      { kind: "look", roomId: "!9AzWJY0bQ", server: "land.example:8448" },
    ],
    [
      "a room elsewhere with a name like ours",
      "!neu:amt.example.land.example",
      BEN,
      { kind: "look", server: "amt.example.land.example" },
    ],
  ] as const)("%s", (_story, replacement, by, expected) => {
    const closed = { by, ...(replacement === undefined ? {} : { replacement }) };
    expect(wayOn(closed, "amt.example")).toMatchObject(expected);
  });
});
