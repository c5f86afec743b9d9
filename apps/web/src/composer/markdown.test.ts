import { describe, expect, it } from "vitest";
import { createMarkdown } from "./markdown.ts";
import { isTooLong, readyMessage, splitText } from "./message.ts";
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
    [
      "a task list has boxes",
      "- [ ] offen\n- [x] fertig",
      "<ul>\n<li>☐ offen</li>\n<li>☑ fertig</li>\n</ul>",
    ],
    [
      "a table",
      "| a | b |\n|---|---|\n| 1 | 2 |",
      "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>",
    ],
  ])("%s", (_story, text, expected) => {
    expect(render(text)).toBe(expected);
  });

  it("of a megabyte is not even tried", () => {
    expect(render("**a** ".repeat(200_000))).toBeUndefined();
  });

  it.each([
    ["quotations in quotations", ">".repeat(40_000)],
    ["open brackets", "[".repeat(40_000)],
    ["open links", "[a](".repeat(10_000)],
    ["stars", "*a ".repeat(13_000)],
    ["stars and underscores", "*_".repeat(20_000)],
    ["emphasis within the limit", "*_".repeat(1_900)],
    ["code marks", Array.from({ length: 280 }, (_, index) => "`".repeat(index)).join("a")],
    ["lists in lists", Array.from({ length: 250 }, (_, i) => `${" ".repeat(i)}- x`).join("\n")],
    ["a table of bars", `|${"a|".repeat(4_000)}\n|${"-|".repeat(4_000)}\n`.repeat(2)],
    ["addresses", "http://a.b/".repeat(3_600)],
    ["entities", "&#".repeat(20_000)],
  ])("is no bomb: %s", { timeout: 5_000 }, (_story, text) => {
    expect(() => render(text)).not.toThrow();
  });
});

describe("a message", () => {
  const render = createMarkdown();
  it("leaves out markup that would make it too large", () => {
    const ready = readyMessage({ text: "*a* ".repeat(6_000), marks: [] }, render);
    expect(ready.html).toBeUndefined();
    expect(ready.body).toHaveLength(23_999);
  });

  it("names everybody who is meant once, and nobody whose name was only typed", () => {
    const target = { kind: "person", userId: "@anna:amt.de" } as const;
    const marks = [
      { start: 2, text: "@Anna", target },
      { start: 8, text: "@Anna", target },
    ];
    expect(readyMessage({ text: "  @Anna @Anna @Ben", marks }, undefined).mentions).toEqual({
      userIds: ["@anna:amt.de"],
    });
  });

  it.each([
    ["ä".repeat(20_000), false],
    ["ä".repeat(20_001), true],
    ["a".repeat(40_000), false],
    [` ${"a".repeat(40_000)} `, false],
  ])("is too long by bytes", (text, expected) => {
    expect(isTooLong(text)).toBe(expected);
  });

  it.each([
    ["one\n\ntwo words\nthree", 12, ["one\n\ntwo", "words\nthree"]],
    ["one two three", 8, ["one two", "three"]],
    ["😀😀😀", 9, ["😀😀", "😀"]],
    ["short", 100, ["short"]],
    [" ", 100, []],
  ])("is cut where one would: %j", (text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts);
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
