import { describe, expect, it } from "vitest";
import { readCheckFile } from "./read-files.ts";

const { signal } = new AbortController();
const report = {
  version: 1,
  at: "2026-11-28T10:00:00.000Z",
  verdict: "good",
  totals: { ok: 3 },
  findings: [],
  undecided: [],
};
const HEAD =
  "outcome,code,sipAddress,displayName,userId,department,wave,reason_de,mend_de,reason_en,mend_en,file,line";

describe("a file of a check", () => {
  it("is told by what is in it", async () => {
    expect(await readCheckFile(new Blob([JSON.stringify(report)]), { signal })).toMatchObject({
      report: { totals: { ok: 3 } },
    });
    expect(await readCheckFile(new Blob([`\uFEFF${HEAD}\r\n`]), { signal })).toMatchObject({
      table: { bad: 0, people: { list: [] } },
    });
  });

  it.each<[string, BlobPart, string]>([
    ["nothing is in", " \n", "empty"],
    ["is the page to be printed", "<!doctype html><title>Bericht</title>", "page"],
    ["a spreadsheet program has made its own", "PK\u0003\u0004\u0014", "archive"],
    ["is another list", "[1, 2]", "noReport"],
    ["breaks off", JSON.stringify(report).slice(0, -4), "cutOff"],
    ["breaks off inside a cell", `${HEAD}\nok,ready,"an`, "cutOff"],
    ["comes from a later program", '{"version":3,"verdict":"good"}', "newer"],
    ["is a table of something else", "SipAddress;DisplayName\nanna;Anna\n", "otherTable"],
    [
      "a spreadsheet program has saved in its own letters",
      Uint8Array.from([...new TextEncoder().encode(`${HEAD}\n`), 0x4d, 0xfc, 0x0a]),
      "encoding",
    ],
  ])("that %s gets a reason of its own", async (_what, content, trouble) => {
    expect(await readCheckFile(new Blob([content]), { signal })).toMatchObject({ trouble });
  });

  it("that went away while it was read gets one as well", async () => {
    const file = new Blob([`${HEAD}\n`]);
    file.stream = () => {
      throw new DOMException("gone", "NotReadableError");
    };
    expect(await readCheckFile(file, { signal })).toEqual({ trouble: "unreadable" });
  });

  it("is not read on when nobody waits for it any more", async () => {
    const gone = AbortSignal.abort(new Error("closed"));
    await expect(readCheckFile(new Blob([HEAD]), { signal: gone })).rejects.toThrow("closed");
  });
});
