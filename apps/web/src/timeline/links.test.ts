import { describe, expect, it } from "vitest";
import { piecesOf } from "./links.ts";

describe("addresses in plain text", () => {
  it.each<[string, string]>([
    ["nichts", "nichts"],
    ["siehe https://amt.de/a.", "siehe |[https://amt.de/a]|."],
    ["(https://amt.de)", "(|[https://amt.de]|)"],
    [
      "https://de.wikipedia.org/wiki/Amt_(Verwaltung)",
      "[https://de.wikipedia.org/wiki/Amt_(Verwaltung)]",
    ],
    ["https://a.de, http://b.de!", "[https://a.de]|, |[http://b.de]|!"],
    ["javascript:alert(1) ftp://x", "javascript:alert(1) ftp://x"],
    ["<https://a.de>", "<|[https://a.de]|>"],
  ])("%s", (text, expected) => {
    const told = piecesOf(text).map((piece) => (piece.href ? `[${piece.href}]` : piece.text));
    expect(told.join("|")).toBe(expected);
  });
});
