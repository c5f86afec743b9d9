import { describe, expect, it } from "vitest";
import { endingOf, kindOf } from "./file-kind.ts";
import { isPdf, lengthText, previewOf, type FileBody } from "./file-message.ts";

const file = (parts: Partial<FileBody>): FileBody => ({
  kind: "file",
  media: "image",
  name: "bild.jpg",
  mimeType: "image/jpeg",
  source: { mxc: "mxc://x/y" },
  ...parts,
});
const encrypted = { mxc: "mxc://x/y", encrypted: {} };
const thumbnail = { source: { mxc: "mxc://x/t" }, mimeType: "image/webp" };

describe("what the timeline loads of a picture", () => {
  it.each<[string, Partial<FileBody>, string, string]>([
    ["a small one itself", { size: 1000 }, "mxc://x/y", "full"],
    ["of a large one the server's smaller copy", { size: 9e6 }, "mxc://x/y", "preview"],
    ["of one that says nothing too", {}, "mxc://x/y", "preview"],
    ["the sender's smaller copy", { size: 9e6, thumbnail }, "mxc://x/t", "full"],
    ["an encrypted one itself", { size: 9e6, source: encrypted }, "mxc://x/y", "full"],
    ["of a huge encrypted one nothing", { size: 5e7, source: encrypted }, "mxc://x/y", "none"],
  ])("%s", (_story, parts, mxc, how) => {
    const preview = previewOf(file(parts));
    expect([preview.source.mxc, preview.how]).toEqual([mxc, how]);
  });
});

describe("kinds of files", () => {
  it.each([
    ["application/pdf", "a", "text"],
    ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "a", "table"],
    ["application/vnd.oasis.opendocument.presentation", "a", "slides"],
    ["application/octet-stream", "Haushalt.XLSX", "table"],
    ["application/octet-stream", "constructor", "other"],
    ["", "", "other"],
  ])("%s %s is %s", (type, name, kind) => {
    expect(kindOf(type, name)).toBe(kind);
  });
  it.each([
    ["a.tar.gz", "gz"],
    [".profile", ""],
    ["a", ""],
  ])("the ending of %s is %j", (name, ending) => {
    expect(endingOf(name)).toBe(ending);
  });
  it("a PDF is known by its type or, without one, by its name", () => {
    expect(isPdf(file({ mimeType: "application/pdf", name: "a" }))).toBe(true);
    expect(isPdf(file({ mimeType: "application/octet-stream", name: "a.PDF" }))).toBe(true);
    expect(isPdf(file({ mimeType: "text/html", name: "a.pdf" }))).toBe(false);
  });
});

it.each([
  [0, "0:00"],
  [65_400, "1:05"],
  [3_661_000, "1:01:01"],
  [-5, "0:00"],
])("%d ms are %s", (milliseconds, text) => {
  expect(lengthText(milliseconds)).toBe(text);
});
