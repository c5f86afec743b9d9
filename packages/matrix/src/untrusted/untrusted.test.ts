import { describe, expect, it } from "vitest";
import { amount, clampTime, cut, field, record, text, texts } from "./guards.ts";
import { parseMxc } from "./mxc.ts";
import { cleanName, localpartOf, serverOf } from "./names.ts";

describe("an address of a file is taken apart only if nothing can climb out of it", () => {
  it.each([
    ["mxc://example.org/abcDEF_1-2", { server: "example.org", mediaId: "abcDEF_1-2" }],
    ["mxc://example.org:8448/a", { server: "example.org:8448", mediaId: "a" }],
    ["mxc://[::1]:8448/a", { server: "[::1]:8448", mediaId: "a" }],
    ["mxc://example.org/../../admin", undefined],
    ["mxc://example.org/..", undefined],
    ["mxc://../a", undefined],
    ["mxc://a..b/c", undefined],
    ["mxc://example.org/a/b", undefined],
    ["mxc://example.org/a?b", undefined],
    ["mxc://example.org/a%2Fb", undefined],
    ["mxc://user@example.org/a", undefined],
    ["mxc://example.org/", undefined],
    ["mxc://example.org", undefined],
    ["https://example.org/a", undefined],
    ["javascript:alert(1)", undefined],
    [`mxc://example.org/${"a".repeat(300)}`, undefined],
    [7, undefined],
    [null, undefined],
  ])("%s", (value, expected) => {
    expect(parseMxc(value)).toEqual(expected);
  });
});

describe("a name is made fit for a line of ours", () => {
  it.each([
    ["Anna Müller", "Anna Müller"],
    ["  two\n lines\t", "two lines"],
    ["\u202Egnp.exe", "gnp.exe"],
    ["\u2066hidden\u2069", "hidden"],
    ["zero\u200Bwidth\uFEFF", "zerowidth"],
    ["\u0000\u0007bell", "bell"],
    ["👩‍💻 works", "👩‍💻 works"],
    ["\u200B\u202E", ""],
    ["Z\u0300\u0301\u0302\u0303\u0304algo", "Z\u0300\u0301algo"],
    ["a".repeat(5000), "a".repeat(100)],
    [{ name: "Anna" }, ""],
    [undefined, ""],
  ])("%j", (name, expected) => {
    expect(cleanName(name)).toBe(expected);
  });

  it("falls back on the id", () => {
    expect(localpartOf("@anna:example.org")).toBe("anna");
    expect(serverOf("@anna:example.org:8448")).toBe("example.org:8448");
    expect(serverOf("nonsense")).toBe("");
  });
});

describe("content that anybody may have written", () => {
  const nasty: unknown = JSON.parse(
    '{"__proto__":{"membership":"join"},"constructor":1,"n":-1,"t":5}',
  );
  it("never comes from the prototype", () => {
    expect(field({}, "constructor")).toBeUndefined();
    expect(field({}, "__proto__")).toBeUndefined();
    expect(text(nasty, "membership", 10)).toBeUndefined();
  });
  it.each([undefined, null, 7, "text", [], () => 1])("%s is no content", (value) => {
    expect(field(value, "a")).toBeUndefined();
    expect(record(value, "a")).toBeUndefined();
    expect(texts(value, "a", 5)).toEqual([]);
  });
  it("has amounts only where they are some", () => {
    expect(amount(nasty, "n")).toBeUndefined();
    expect(amount({ n: Number.NaN }, "n")).toBeUndefined();
    expect(amount({ n: 3.5 }, "n")).toBe(3.5);
  });
  it("keeps only texts of a list, and only so many", () => {
    expect(texts({ via: ["a", 1, null, "b", "c"] }, "via", 4)).toEqual(["a", "b"]);
  });
  it("is cut without leaving half a character", () => {
    expect(cut("ab😀", 3)).toBe("ab");
    expect(cut("ab😀", 4)).toBe("ab😀");
  });
});

describe("a clock of somebody else", () => {
  it.each([
    [1000, 1000],
    [99_999, 5000],
    [-1, 0],
    [Number.NaN, 0],
    [Infinity, 0],
    ["1000", 0],
    [undefined, 0],
    [12.7, 12],
  ])("%s at 5000 is %s", (value, expected) => {
    expect(clampTime(value, 5000)).toBe(expected);
  });
});
