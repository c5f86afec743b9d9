import { describe, expect, it } from "vitest";
import { modulesOf, readCode, type Picture } from "./qr-bytes.ts";

const SCALE = 4;

/** A code as a camera would see it on a good day. */
function photograph(modules: readonly (readonly boolean[])[]): Picture {
  const size = modules.length * SCALE;
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (!dark) return;
      for (let dy = 0; dy < SCALE; dy += 1) {
        for (let dx = 0; dx < SCALE; dx += 1) {
          const at = (y * SCALE + dy) * size + x * SCALE + dx;
          data.fill(0, at * 4, at * 4 + 3);
        }
      }
    });
  });
  return { width: size, height: size, data };
}

describe("a code of bytes", () => {
  it.each([
    ["what two devices exchange", [...new TextEncoder().encode("MATRIX"), 2, 1, 0, 36, 255, 128]],
    ["bytes that are no text", [0, 0, 159, 146, 150, 255, 254, 0]],
    ["a whole key", Array.from({ length: 140 }, (_unused, index) => (index * 37) % 256)],
  ])("is read as it was shown: %s", (_story, bytes) => {
    expect([...(readCode(photograph(modulesOf(new Uint8Array(bytes)))) ?? [])]).toEqual(bytes);
  });

  it("is not found where there is none", () => {
    const data = new Uint8ClampedArray(64 * 64 * 4).fill(255);
    expect(readCode({ width: 64, height: 64, data })).toBeUndefined();
  });
});
