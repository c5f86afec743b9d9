import { describe, expect, it } from "vitest";
import { judgePaste } from "./rules.ts";

const nothing = { text: "", html: "", files: 0, plain: false, chosen: "" };
const bold = "<p><b>x</b></p>";

describe("what becomes of a clipboard", () => {
  it.each([
    ["plain words stay words", { text: "x" }, "as-is"],
    ["formatted text becomes markdown", { text: "x", html: bold }, "markup"],
    ["but not with Ctrl+Shift+V", { text: "x", html: bold, plain: true }, "as-is"],
    ["markup that says nothing is words", { text: "x", html: "<span>x</span>" }, "as-is"],
    [
      "code from an editor is code",
      {
        text: "x",
        html: '<meta charset="utf-8"><div style="color: #fff;white-space: pre;"><b>x</b></div>',
      },
      "as-is",
    ],
    ["a picture is a file", { files: 1 }, "files"],
    ["a picture of a text beside the text is not", { files: 1, text: "x", html: bold }, "markup"],
    ["a book is too long", { text: "x".repeat(200_001), html: bold }, "too-long"],
    ["an address over words is a link", { text: "https://amt.de ", chosen: "hier" }, "link"],
    ["an address alone is text", { text: "https://amt.de" }, "as-is"],
  ])("%s", (_story, clipboard, kind) => {
    expect(judgePaste({ ...nothing, ...clipboard }).kind).toBe(kind);
  });

  it("is quickly decided for megabytes of markup", () => {
    const html = `<meta>${"<span>".repeat(1_000_000)}`;
    expect(judgePaste({ ...nothing, text: "x", html }).kind).toBe("as-is");
  });
});
