import { describe, expect, it, test } from "vitest";
import { linesOf } from "./lines.ts";

async function read(file: Blob, longest?: number) {
  const lines: unknown[] = [];
  for await (const line of linesOf(file, longest)) {
    lines.push("text" in line ? [line.number, line.text] : [line.number, line.trouble]);
  }
  return lines;
}

/** A file that is handed over a few bytes at a time. */
function inPieces(bytes: Uint8Array, size: number): Blob {
  const stream = (): ReadableStream<Uint8Array<ArrayBuffer>> =>
    new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) {
          controller.enqueue(new Uint8Array(bytes.slice(at, at + size)));
        }
        controller.close();
      },
    });
  return Object.assign(new Blob([]), { stream });
}

describe("lines of a file", () => {
  it.each<[string, BlobPart[], readonly unknown[]]>([
    ["none of an empty one", [""], []],
    ["one without an end", ["a"], [[1, "a"]]],
    [
      "ends of Unix and of Windows",
      ["a\nb\r\nc\n"],
      [
        [1, "a"],
        [2, "b"],
        [3, "c"],
      ],
    ],
    [
      "blank ones are counted and passed over",
      ["\n a\n \t\n\r\nb"],
      [
        [2, " a"],
        [5, "b"],
      ],
    ],
    ["a mark of the byte order is no text", ["\uFEFF{}\n\n"], [[1, "{}"]]],
    ["only a mark", ["\uFEFF"], []],
    [
      "a line in another encoding costs only itself",
      ["Jörg\n", new Uint8Array([0x4a, 0xf6, 0x72, 0x67, 10]), "Jörg"],
      [
        [1, "Jörg"],
        [2, "encoding"],
        [3, "Jörg"],
      ],
    ],
  ])("%s", async (_what, parts, expected) => {
    expect(await read(new Blob(parts))).toEqual(expected);
  });

  test("a line that is too long costs only itself", async () => {
    const file = new Blob(["a\n", "x".repeat(50), "\nb\n", "y".repeat(10), "\n", "z".repeat(11)]);
    expect(await read(file, 10)).toEqual([
      [1, "a"],
      [2, "tooLong"],
      [3, "b"],
      [4, "yyyyyyyyyy"],
      [5, "tooLong"],
    ]);
  });

  test("are the same however the file is handed over", async () => {
    const bytes = new TextEncoder().encode("\uFEFFä\r\n\n€€\n𝕏 \n\n");
    const whole = await read(new Blob([bytes]));
    expect(whole).toEqual([
      [1, "ä"],
      [3, "€€"],
      [4, "𝕏 "],
    ]);
    for (let size = 1; size <= bytes.length; size += 1) {
      expect(await read(inPieces(bytes, size))).toEqual(whole);
    }
  });
});

test("tells how much of the file is read", async () => {
  const file = new Blob(["ä\n\nb"]);
  const ends: number[] = [];
  for await (const line of linesOf(file)) ends.push(line.end);
  expect(ends).toEqual([3, file.size]);
});
