import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding } from "../findings/finding.ts";
import { decodeText } from "./decode.ts";

const NAME = '"Müller, Jürgen"\r\n"Weiß, Katrin"\r\n';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, size = 7) {
  const findings: Finding[] = [];
  const decoded = decodeText(pieces(bytes, size), "CsUser.csv", (finding) =>
    findings.push(finding),
  );
  let text = "";
  for await (const piece of decoded.text) text += piece;
  const told = findings.map(({ code, place }) => `${code} ${place?.line ?? ""}`);
  return { text, encoding: decoded.encoding(), told };
}

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))),
  );
const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();

describe("A file in any encoding that PowerShell writes is read alike", () => {
  test.each([
    ["UTF-8 with its mark", bytes([0xef, 0xbb, 0xbf], NAME), "utf-8"],
    ["UTF-8 without", bytes(NAME), "utf-8"],
    [
      "Unicode, which is UTF-16 with its mark",
      bytes([0xff, 0xfe], [...Buffer.from(NAME, "utf16le")]),
      "utf-16le",
    ],
    ["UTF-16 without a mark", Buffer.from(NAME, "utf16le"), "utf-16le"],
    ["BigEndianUnicode", bytes([0xfe, 0xff], [...utf16be(NAME)]), "utf-16be"],
    ["BigEndianUnicode without a mark", utf16be(NAME), "utf-16be"],
    ["Default, which is Windows-1252 in Germany", Buffer.from(NAME, "latin1"), "windows-1252"],
  ])("%s", async (_, raw, encoding) => {
    expect(await read(raw)).toMatchObject({ text: NAME, encoding });
  });
});

describe("What cannot be read is refused with its line, and nothing is replaced", () => {
  test.each([
    ["half a letter", bytes('a,"ü"\nb,"', [0xc3], '"\nc'), "encoding-invalid 2"],
    ["a letter that ends with the file", bytes("ü\n", [0xc3]), "encoding-invalid 2"],
    [
      "an overlong form, as attackers write slashes",
      bytes("ü\n\n", [0xc0, 0xaf]),
      "encoding-invalid 3",
    ],
    ["half a pair", bytes([0xff, 0xfe], [0x0a, 0, 0x00, 0xd8, 0x41, 0]), "encoding-invalid 2"],
    ["UTF-16 of an odd length", bytes([0xff, 0xfe], [0x41, 0, 0x42]), "encoding-invalid 1"],
    [
      "a byte that Windows-1252 leaves free",
      bytes("M", [0xfc], "ller\n", [0x81]),
      "encoding-invalid 2",
    ],
    ["two exports joined", bytes("M", [0xfc], "ller\nMüller"), "encoding-mixed 2"],
  ])("%s", async (_, raw, told) => {
    const result = await read(raw, 1000);
    expect(result.told).toContain(told);
    expect(result.text).not.toContain("\uFFFD");
  });
});

test("Windows-1252 is noted with its first line", async () => {
  const { told } = await read(bytes("Anna\nJ", [0xfc], "rgen"));
  expect(told).toEqual(["encoding-windows-1252 2"]);
});

test("A text without any umlaut is ASCII, an empty file too", async () => {
  expect(await read(bytes("Anna"))).toEqual({ text: "Anna", encoding: "ascii", told: [] });
  expect(await read(bytes(""))).toEqual({ text: "", encoding: "ascii", told: [] });
});

test("Any text comes back, however the bytes are cut into pieces", async () => {
  const text = fc.string({ unit: "binary" }).filter((one) => !one.startsWith("\uFEFF"));
  const encode = fc.constantFrom(
    (one: string) => bytes([0xef, 0xbb, 0xbf], one),
    (one: string) => bytes([0xff, 0xfe], [...Buffer.from(one, "utf16le")]),
    (one: string) => bytes([0xfe, 0xff], [...utf16be(one)]),
  );
  await fc.assert(
    fc.asyncProperty(text, encode, fc.integer({ min: 1, max: 9 }), async (one, as, size) => {
      expect(await read(as(one), size)).toMatchObject({ text: one, told: [] });
    }),
  );
}, 60_000);

/** What the text would be as bytes again, without mark. */
function back(text: string, encoding: string): Buffer {
  if (encoding === "utf-16le") return Buffer.from(text, "utf16le");
  return encoding === "utf-16be" ? utf16be(text) : Buffer.from(text);
}

test("Any bytes are either read so that they could be written back, or refused", async () => {
  const soundOrRefused = fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (raw) => {
    const { text, encoding, told } = await read(raw, 5);
    if (told.some((one) => !one.startsWith("encoding-windows"))) return true;
    if (encoding === "windows-1252") return text.length === raw.length;
    const written = back(text, encoding);
    const mark = raw.length - written.length;
    return [0, 2, 3].includes(mark) && written.equals(raw.subarray(mark));
  });
  const { failed, counterexample } = await fc.check(soundOrRefused);
  expect({ failed, counterexample }).toEqual({ failed: false, counterexample: null });
}, 60_000);
