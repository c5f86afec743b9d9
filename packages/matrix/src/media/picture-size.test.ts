import { describe, expect, it } from "vitest";
import { isBearable, readPictureSize } from "./picture-size.ts";

function bytes(...parts: readonly (string | readonly number[])[]): Uint8Array {
  const list = parts.flatMap((part) =>
    typeof part === "string" ? Array.from(part, (character) => character.charCodeAt(0)) : part,
  );
  return Uint8Array.from([...list, ...Array.from({ length: 40 }, () => 0)]);
}

describe("the size in the head of a picture", () => {
  it.each<[string, Uint8Array, unknown]>([
    [
      "PNG",
      bytes([0x89], "PNG\r\n\u001A\n", [0, 0, 0, 13], "IHDR", [0, 0, 2, 0], [0, 0, 1, 0]),
      { width: 512, height: 256 },
    ],
    ["GIF", bytes("GIF89a", [0x40, 0x01, 0xf0, 0x00]), { width: 320, height: 240 }],
    [
      "JPEG, after its notes",
      bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 17, 8, 0x01, 0xe0, 0x02, 0x80]),
      { width: 640, height: 480 },
    ],
    [
      "WebP",
      bytes("RIFF", [0, 0, 0, 0], "WEBPVP8X", [10, 0, 0, 0, 0, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0]),
      { width: 640, height: 480 },
    ],
    ["a text", bytes("Guten Tag, dies ist kein Bild und wird auch keines."), undefined],
    ["nothing", new Uint8Array(), undefined],
    ["JPEG without an end", bytes([0xff, 0xd8, 0xff, 0xe0, 0, 0]), undefined],
  ])("%s", (_story, file, expected) => {
    expect(readPictureSize(file)).toEqual(expected);
  });

  it.each([
    [undefined, true],
    [{ width: 6000, height: 4000 }, true],
    [{ width: 30_000, height: 10 }, false],
    [{ width: 12_000, height: 12_000 }, false],
    [{ width: 4_294_967_295, height: 1 }, false],
  ])("%j is unpacked: %s", (size, expected) => {
    expect(isBearable(size)).toBe(expected);
  });
});
