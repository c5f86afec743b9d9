import { describe, expect, it } from "vitest";
import { createMarkdown } from "./markdown.ts";
import { mayBeMarkdown } from "./markdown-hint.ts";

describe("markdown of a message", () => {
  const render = createMarkdown();
  it.each<[string, string, string | undefined]>([
    ["plain words need no HTML", "Guten Morgen", undefined],
    ["nor do plain words in two lines", "Guten Morgen\nzusammen", undefined],
    ["characters of HTML are plain words", 'a < b & "c" > d', undefined],
    ["bold", "**wichtig**", "<strong>wichtig</strong>"],
    ["code", "`npm ci`", "<code>npm ci</code>"],
    ["a line break stays one", "*a*\nb", "<em>a</em><br>\nb"],
    ["a list", "- eins\n- zwei", "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>"],
    ["two paragraphs", "a\n\nb", "<p>a</p>\n<p>b</p>"],
    [
      "an address becomes a link",
      "https://amt.de/x",
      '<a href="https://amt.de/x">https://amt.de/x</a>',
    ],
    [
      "the writer's HTML is text",
      "<script>alert(1)</script> **x**",
      "&lt;script&gt;alert(1)&lt;/script&gt; <strong>x</strong>",
    ],
    ["a script address is no link", "[x](javascript:alert(1))", undefined],
    [
      "a picture loads nothing",
      "![x](https://evil.example/p.png)",
      '!<a href="https://evil.example/p.png">x</a>',
    ],
  ])("%s", (_story, text, expected) => {
    expect(render(text)).toBe(expected);
  });
});

describe("whether to load the renderer", () => {
  it.each([
    ["Guten Morgen", false],
    ["Guten Morgen!\nWie geht es?", false],
    ["10 - 3", false],
    ["**wichtig**", true],
    ["- eins", true],
    ["1. eins", true],
    ["siehe https://amt.de", true],
    ["> Zitat", true],
    ["a\n\nb", true],
  ])("%j → %s", (text, expected) => {
    expect(mayBeMarkdown(text)).toBe(expected);
  });
});
