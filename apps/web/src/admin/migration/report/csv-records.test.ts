import { describe, expect, it } from "vitest";
import { csvRecords } from "./csv-records.ts";

/** As a file that comes in pieces of so many bytes. */
function inPieces(bytes: Uint8Array<ArrayBuffer>, size: number): Blob {
  const blob = new Blob([bytes]);
  blob.stream = () =>
    new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) {
          controller.enqueue(bytes.slice(at, at + size));
        }
        controller.close();
      },
    });
  return blob;
}

async function recordsOf(text: string, size = 64_000): Promise<readonly (readonly string[])[]> {
  const all = [];
  for await (const some of csvRecords(inPieces(new TextEncoder().encode(text), size))) {
    all.push(...some);
  }
  return all;
}

describe("a table", () => {
  it.each<[string, string, readonly (readonly string[])[]]>([
    ["of lines as Windows ends them", "a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]], // prettier-ignore
    ["whose last line has no end", "a,b\n1,2", [["a", "b"], ["1", "2"]]], // prettier-ignore
    ["with empty cells", "a,b,c\n,,\n1,,", [["a", "b", "c"], ["", "", ""], ["1", "", ""]]], // prettier-ignore
    ["with marks, commas and lines inside cells", 'a,b\n"x, ""y""","1\n2"\n', [["a", "b"], ['x, "y"', "1\n2"]]], // prettier-ignore
    ["as German spreadsheets save it", 'a;b\n"1;2";3,5\n', [["a", "b"], ["1;2", "3,5"]]], // prettier-ignore
    ["with tabs and a mark of the byte order", "\uFEFFa\tb\n1\t2\n", [["a", "b"], ["1", "2"]]], // prettier-ignore
    ["with blank lines", "a,b\n\n\r\n1,2\n\n", [["a", "b"], ["1", "2"]]], // prettier-ignore
    ["of one column", "a\n1", [["a"], ["1"]]],
    ["of nothing", "", []],
  ])("%s is read", async (_what, text, records) => {
    expect(await recordsOf(text)).toEqual(records);
  });

  it("is the same wherever it is cut into pieces, inside letters as well", async () => {
    const text = '\uFEFFName,Ämter\r\n"Grün ""G."", Änne",""\r\n\r\nÖzil,"é\r\n€"\r\n';
    const whole = await recordsOf(text);
    expect(whole).toHaveLength(3);
    for (let size = 1; size < 30; size += 1) {
      expect(await recordsOf(text, size)).toEqual(whole);
    }
  });

  it.each([
    ["ends inside quotation marks", 'a,b\n1,"2\n', "cutOff"],
    ["has a mark that never ends", `a,b\n"${"x".repeat(1_100_000)}`, "cutOff"],
  ])("that %s is broken", async (_what, text, reason) => {
    await expect(recordsOf(text)).rejects.toMatchObject({ reason });
  });

  it("in another encoding is broken", async () => {
    const latin = inPieces(Uint8Array.from([0x4d, 0xfc, 0x6c, 0x6c, 0x2c, 0x0a]), 64);
    await expect(csvRecords(latin).next()).rejects.toMatchObject({ reason: "encoding" });
  });
});
