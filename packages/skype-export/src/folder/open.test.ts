import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { all, ear } from "../testing/pieces.ts";
import { zipOf, type TestEntry } from "../testing/zip.ts";
import { readUserData } from "../user-data/read.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { openAgain, openExport, type ExportFile } from "./open.ts";

const SAMPLES = fileURLToPath(new URL("../../samples", import.meta.url));
const PEOPLE = `<DocItemSet><DocItem Name="urn:lcd:a@b.c"><Data/></DocItem></DocItemSet>`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "skype-export-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Uint8Array): void {
  const at = path.join(folder, name);
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, content);
}

async function look(where = folder, limits: Limits = LIMITS) {
  const heard = ear();
  const { files, close } = await openExport(where, heard.tell, limits);
  return { files, close, ...heard, kinds: files.map(({ name, kind }) => `${name}: ${kind}`) };
}

async function* opened(file: ExportFile | undefined): AsyncGenerator<Uint8Array> {
  if (file !== undefined) yield* file.open();
}

const people = async (file: ExportFile | undefined) =>
  all(readUserData("same", opened(file), () => undefined));

const text = async (file: ExportFile | undefined): Promise<string> =>
  Buffer.concat(await all(opened(file))).toString();

const again = async (name: string, where = folder): Promise<string> =>
  Buffer.concat(await all(openAgain(where, name))).toString();

describe("when a file was written last", () => {
  const WHEN = new Date("2026-03-04T05:06:07Z");

  test("is what the disk says; in an archive that of the member, or of the archive itself", async () => {
    put("a.csv", "x");
    put("b.zip", zipOf([{ name: "c.csv", content: "x" }]));
    for (const name of ["a.csv", "b.zip"]) utimesSync(path.join(folder, name), WHEN, WHEN);
    const { files, close } = await look();
    close();
    // The archive of the test has no dates.
    expect(files.map(({ name, modified }) => [name, modified])).toEqual([
      ["a.csv", WHEN.getTime()],
      ["b.zip/c.csv", expect.any(Number)],
    ]);
    expect(Number.isSafeInteger(files[1]?.modified)).toBe(true);
  });

  test("before 1970 is not known", async () => {
    put("a.csv", "x");
    utimesSync(path.join(folder, "a.csv"), new Date(-5_000), new Date(-5_000));
    const { files, close } = await look();
    close();
    expect(files[0]?.modified).toBe(0);
  });
});

describe("an export folder", () => {
  test("the samples: every file is known for what it is", async () => {
    const { kinds, close, codes } = await look(SAMPLES);
    expect(kinds).toEqual(
      expect.arrayContaining([
        "ExportedUserData.zip/DocItemSet.xml: user-data",
        "ExportedUserData.zip/[Content_Types].xml: other",
        "ExportedUserData/DocItemSet.xml: user-data",
        "HomedResources.legacy.xml: user-data",
        "archive/20190204080012345_1_p2p.eml: mail",
        "meetings/skype-meeting-recurring.ics: calendar",
        "meetings/ucwa-myOnlineMeetings.anna.schmidt.json: meetings",
        "persistentchat/compliance-output.xml: chat-compliance",
        "persistentchat/tblChat.csv: chat-messages",
        "persistentchat/tblNode.csv: chat-nodes",
        "persistentchat/tblPrincipal.csv: chat-principals",
        "persistentchat/tblPrincipalRole.csv: chat-roles",
      ]),
    );
    expect(codes()).toEqual([]);
    close();
  });

  test("names in any case, folders within folders, several pools", async () => {
    put("Pool 1/USERDATA.ZIP", zipOf([{ name: "DOCITEMSET.XML", content: PEOPLE }]));
    put("Pool 2/userdata.zip", zipOf([{ name: "x\\DocItemSet.xml", content: PEOPLE }]));
    put("sql/MGC.dbo.TblChat.CSV", "x");
    const { kinds, files, close } = await look();
    expect(kinds).toEqual([
      "Pool 1/USERDATA.ZIP/DOCITEMSET.XML: user-data",
      "Pool 2/userdata.zip/x/DocItemSet.xml: user-data",
      "sql/MGC.dbo.TblChat.CSV: chat-messages",
    ]);
    expect(await text(files[1])).toBe(PEOPLE);
    expect(await text(files[1])).toBe(PEOPLE);
    close();
  });

  test("a single archive", async () => {
    put("a.zip", zipOf([{ name: "DocItemSet.xml", content: PEOPLE }]));
    const { kinds, close } = await look(path.join(folder, "a.zip"));
    expect(kinds).toEqual(["a.zip/DocItemSet.xml: user-data"]);
    close();
  });

  test("too deep, too many, links, and documents that nobody knows are left out and told", async () => {
    put("1/2/3/CsUser.csv", "x");
    put("1/2/CsUser.csv", "x");
    put("1/other.xml", "<Rechnung/>");
    symlinkSync("/etc", path.join(folder, "etc"));
    symlinkSync("/etc/passwd", path.join(folder, "CsUser.csv"));
    const { kinds, findings } = await look();
    expect(kinds).toEqual(["1/2/CsUser.csv: csv", "1/other.xml: other"]);
    expect(findings.map(({ code, place }) => `${code} ${place?.file}`)).toEqual([
      "folder-too-deep 1/2/3",
      "xml-unknown 1/other.xml",
      "folder-link CsUser.csv",
      "folder-link etc",
    ]);
    const few = await look(folder, { ...LIMITS, entries: 2 });
    expect(few.codes()).toContain("folder-entries");
  });

  test("nothing there, nothing in it", async () => {
    expect((await look(path.join(folder, "none"))).codes()).toContain("folder-missing");
    expect((await look()).codes()).toEqual(["folder-empty"]);
  });
});

describe("a file that is opened again", () => {
  test("is the same, on the disk and in an archive, whatever was typed", async () => {
    put("Pool 1/USERDATA.ZIP", zipOf([{ name: "x/DocItemSet.xml", content: PEOPLE }]));
    put("b.zip/DocItemSet.xml", "<DocItemSet/>");
    for (const where of [folder, path.join(folder, "Pool 1/USERDATA.ZIP")]) {
      const { files, close } = await look(where);
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) expect(await again(file.name, where)).toBe(await text(file));
      close();
    }
  });

  test("that went away since, or became a link, cannot be read", async () => {
    put("a.zip", zipOf([{ name: "DocItemSet.xml", content: PEOPLE }]));
    symlinkSync("/etc/passwd", path.join(folder, "DocItemSet.xml"));
    await expect(again("gone.xml")).rejects.toThrow("ENOENT");
    await expect(again("gone.zip/DocItemSet.xml")).rejects.toThrow("ENOENT");
    await expect(again("a.zip/gone.xml")).rejects.toThrow("a.zip/gone.xml");
    await expect(again("DocItemSet.xml")).rejects.toThrow("ELOOP");
  });
});

describe("archives that may do harm", () => {
  const good: TestEntry = { name: "DocItemSet.xml", content: PEOPLE };
  test.each<[string, TestEntry, string]>([
    ["a path out of it", { name: "../../etc/x.xml", content: PEOPLE }, "zip-path"],
    ["a path out of it, for Windows", { name: "..\\x.xml", content: PEOPLE }, "zip-path"],
    ["a path from the root", { name: "/etc/x.xml", content: PEOPLE }, "zip-path"],
    ["a drive", { name: "C:/x.xml", content: PEOPLE }, "zip-path"],
    ["a name with a line end", { name: "a\nb.xml", content: PEOPLE }, "zip-path"],
    ["a link", { name: "l.xml", content: "/etc/passwd", unixMode: 0o12_07_77 }, "zip-link"],
    ["a password", { name: "p.xml", content: PEOPLE, encrypted: true }, "zip-encrypted"],
    ["another way of packing", { name: "m.xml", content: PEOPLE, method: 14 }, "zip-method"],
    ["an archive in it", { name: "inner.zip", content: "PK" }, "zip-nested"],
    ["the same name twice", { name: "DOCITEMSET.xml", content: "<a/>" }, "zip-twice"],
    ["a path without end", { name: "a/b/c/d.xml", content: PEOPLE }, "folder-too-deep"],
    ["a bomb", { name: "b.xml", content: "x".repeat(200_000) }, "zip-member-bomb"],
  ])("%s: that file is refused, the others are read", async (_, entry, code) => {
    put("e.zip", zipOf([good, entry]));
    const { kinds, findings, close } = await look(folder, {
      ...LIMITS,
      freely: 100_000,
      ratio: 400,
    });
    expect(kinds).toEqual(["e.zip/DocItemSet.xml: user-data"]);
    expect(findings.map((finding) => finding.code)).toEqual([code]);
    expect(findings[0]?.place?.file).toMatch(/^e\.zip\//);
    close();
  });

  test("many small bombs count together, and so do too many files", async () => {
    const swollen = { content: "x".repeat(90_000) };
    const bombs = Array.from({ length: 20 }, (_, n) => ({ name: `${n}.xml`, ...swollen }));
    put("CsUser.csv", "x");
    put("e.zip", zipOf(bombs));
    const { kinds, codes } = await look(folder, { ...LIMITS, freely: 100_000, ratio: 20 });
    expect(kinds).toEqual(["CsUser.csv: csv"]);
    expect(codes()).toEqual(["zip-bomb"]);
    expect((await look(folder, { ...LIMITS, entries: 10 })).codes()).toEqual(["zip-entries"]);
  });

  test("a cut archive is told, the others are read", async () => {
    const zip = zipOf([good]);
    put("cut.zip", zip.subarray(0, -10));
    put("empty.zip", "");
    put("good.zip", zip);
    const { kinds, findings, close } = await look();
    expect(kinds).toEqual(["good.zip/DocItemSet.xml: user-data"]);
    expect(findings.map(({ code, place }) => `${code} ${place?.file}`)).toEqual([
      "zip-broken cut.zip",
      "zip-broken empty.zip",
    ]);
    close();
  });

  test("more bytes than the directory says: the reader tells it", async () => {
    put("e.zip", zipOf([{ ...good, claimed: 40 }]));
    const { files, close } = await look();
    const { tell, codes } = ear();
    await all(readUserData("x", opened(files[0]), tell));
    expect(codes()).toContain("file-unreadable");
    close();
  });

  test("an archive in which nothing is known: what to export in its place", async () => {
    put("pchat.zip", zipOf([{ name: "data.bin", content: "x" }]));
    expect((await look()).codes()).toEqual(["zip-unknown", "folder-empty"]);
  });

  test("the same people from the archive as from the unpacked file", async () => {
    cpSync(path.join(SAMPLES, "ExportedUserData"), folder, { recursive: true });
    cpSync(path.join(SAMPLES, "ExportedUserData.zip"), path.join(folder, "a.zip"));
    const { files, close } = await look();
    const unpacked = await people(files.find(({ name }) => name === "DocItemSet.xml"));
    expect(unpacked).toHaveLength(3);
    expect(await people(files.find(({ name }) => name.startsWith("a.zip/Doc")))).toEqual(unpacked);
    close();
  });
});
