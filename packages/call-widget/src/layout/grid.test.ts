import { describe, expect, test } from "vitest";
import { gridFor, pageOf } from "./grid.ts";

describe("how tiles share the space", () => {
  test.each([
    [1, 1280, 720, 1],
    [2, 1280, 720, 2],
    [3, 1280, 720, 2],
    [4, 1280, 720, 2],
    [5, 1280, 720, 3],
    [9, 1280, 720, 3],
    [16, 1280, 720, 4],
    [25, 1280, 720, 5],
    [2, 360, 640, 1],
    [4, 360, 640, 1],
    [10, 360, 640, 2],
  ])("%i in %i × %i: %i columns", (count, width, height, columns) => {
    expect(gridFor(count, width, height, 8).columns).toBe(columns);
  });

  test("everything fits, at 16:9, for every number of people", () => {
    for (let count = 1; count <= 25; count += 1) {
      for (const [width, height] of [
        [1440, 700],
        [1024, 900],
        [340, 600],
        [375, 500],
      ] as const) {
        const grid = gridFor(count, width, height, 8);
        expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(count);
        expect(grid.columns * grid.tileWidth + (grid.columns - 1) * 8).toBeLessThanOrEqual(width);
        expect(grid.rows * grid.tileHeight + (grid.rows - 1) * 8).toBeLessThanOrEqual(height);
        expect(grid.tileWidth / grid.tileHeight).toBeCloseTo(16 / 9, 0);
      }
    }
  });

  test("a surface without size is no reason to fail", () => {
    expect(gridFor(3, 0, 0, 8)).toMatchObject({ tileWidth: 0 });
  });
});

describe("pages of more than one screenful", () => {
  const people = Array.from({ length: 30 }, (_, index) => index);
  test("the second page has the rest", () => {
    expect(pageOf(people, 1, 25)).toEqual({ items: [25, 26, 27, 28, 29], page: 1, pages: 2 });
  });
  test("when people leave, a page that is no more becomes the last one", () => {
    expect(pageOf(people.slice(0, 10), 1, 25)).toMatchObject({ page: 0, pages: 1 });
  });
});
