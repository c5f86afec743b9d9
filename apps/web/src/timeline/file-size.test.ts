import { describe, expect, it } from "vitest";
import { fitted, sizeText } from "./file-size.ts";

describe("a size for people", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [12_345, "12 kB"],
    [999_600, "1.0 MB"],
    [5_400_000_000_000, "5400 GB"],
  ])("%d → %s", (bytes, expected) => {
    expect(sizeText(bytes)).toBe(expected);
  });
});

describe("the box of a picture", () => {
  it.each([
    ["a small one keeps its size", 200, 100, { width: 200, height: 100 }],
    ["a wide one is scaled down", 4000, 1000, { width: 400, height: 100 }],
    ["a high one is scaled down", 1000, 2600, { width: 100, height: 260 }],
    ["a thread stays clickable", 4000, 2, { width: 400, height: 32 }],
    ["nonsense gets a box too", -1, 5, { width: 320, height: 200 }],
    ["unknown gets a box too", undefined, undefined, { width: 320, height: 200 }],
  ])("%s", (_story, width, height, expected) => {
    expect(fitted(width, height)).toEqual(expected);
  });
});
