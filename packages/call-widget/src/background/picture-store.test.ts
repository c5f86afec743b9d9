import { expect, test } from "vitest";
import { sizeWithin } from "./picture-store.ts";

test.for<readonly [from: string, width: number, height: number, to: string]>([
  ["a picture of the camera's size stays as it is", 1280, 720, "1280x720"],
  ["a small one is not enlarged", 320, 200, "320x200"],
  ["a large one just covers the camera's", 5120, 2880, "1280x720"],
  ["a tall one covers it by its width", 3000, 6000, "1280x2560"],
  ["a wide one covers it by its height", 14_400, 1440, "7200x720"],
  ["a line is no reason to divide by nothing", 10_000, 1, "10000x1"],
])("%s", ([, width, height, to]) => {
  const size = sizeWithin({ width, height });
  expect(`${size.width}x${size.height}`).toBe(to);
});
