import type { MessageBody } from "@plenum/matrix";
import { describe, expect, it } from "vitest";
import { piecesOf } from "./links.ts";
import { isBomb, isLong } from "./long-text.ts";

function text(body: string, html?: string): MessageBody {
  return { kind: "text", style: "normal", body, ...(html === undefined ? {} : { html }) };
}

describe("a message that is shown in part at first", () => {
  it.each<[string, MessageBody, boolean]>([
    ["a sentence", text("Guten Morgen"), false],
    ["many lines", text("\n".repeat(60_000)), true],
    ["many words", text("Wort ".repeat(10_000)), true],
    ["short words with much formatting", text("x", "<b>x</b>".repeat(1000)), true],
    ["a deleted one", { kind: "redacted" }, false],
  ])("%s", (_story, body, expected) => {
    expect(isLong(body)).toBe(expected);
  });
});

describe("formatting that is a bomb", () => {
  it.each<[string, string, boolean]>([
    ["none", "", false],
    ["a list", "<ul><li>a</li><li>b<br></li></ul>", false],
    ["as deep as anybody may go", "<b>".repeat(100), false],
    ["deeper", "<blockquote>".repeat(101), true],
    ["65 kB of tags without an end", "<b>".repeat(21_000), true],
    ["tags without number", "<b></b>".repeat(9000), true],
    ["many lines", "<br>".repeat(1500), false],
    ["a sign that is no tag", "a < b ".repeat(9000), false],
  ])("%s", (_story, html, expected) => {
    expect(isBomb(html)).toBe(expected);
  });
});

describe("thousands of addresses in one message", () => {
  it("are not thousands of links, and no word is lost", () => {
    const words = "https://a.example ".repeat(3600);
    const pieces = piecesOf(words);
    expect(pieces.filter((piece) => piece.href !== undefined).length).toBeLessThanOrEqual(200);
    expect(pieces.map((piece) => piece.text).join("")).toBe(words);
  });
  it.each([`https://a.example${")".repeat(65_000)}`, `https://a.example/${"!".repeat(65_000)}x`])(
    "%#: brackets and marks without end are read once",
    (words) => {
      const [first] = piecesOf(words);
      expect(first?.href).toBe(words.endsWith("x") ? words : "https://a.example");
    },
  );
});
