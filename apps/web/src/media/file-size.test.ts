import { describe, expect, it } from "vitest";
import { fitted, measuredBox, sizeText } from "./file-size.ts";

describe("a size for people", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [12_345, "12 kB"],
    [999_600, "1.0 MB"],
    [5_400_000_000_000, "5,400 GB"],
  ])("%d → %s", (bytes, expected) => {
    expect(sizeText(bytes, "en")).toBe(expected);
  });
});

it("a size has the decimal sign of the language", () => {
  expect(sizeText(1_500_000, "de")).toBe("1,5 MB");
});

describe("the box of a picture that is there", () => {
  it.each([
    ["the claim was true", [800, 400], [800, 400], { width: 400, height: 200 }],
    ["a smaller copy came", [4000, 2000], [800, 400], { width: 400, height: 200 }],
    ["rounding is no lie", [801, 400], [800, 400], { width: 400, height: 200 }],
    ["claims to be wide, is high", [2000, 100], [100, 2000], { width: 48, height: 100 }],
    ["claims to be a dot", [1, 1], [4000, 4000], { width: 48, height: 32 }],
    ["claims to be a wall", [90_000, 90_000], [200, 100], { width: 200, height: 100 }],
    ["claims nothing", [undefined, undefined], [200, 100], { width: 200, height: 100 }],
    ["has no size of its own", [200, 100], [0, 0], { width: 200, height: 100 }],
  ] as const)("%s", (_story, [width, height], [realWidth, realHeight], expected) => {
    const measured = { width: realWidth, height: realHeight };
    expect(measuredBox({ width, height }, measured)).toEqual(expected);
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
