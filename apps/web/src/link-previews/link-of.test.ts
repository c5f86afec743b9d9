import { describe, expect, it } from "vitest";
import { linkOf } from "./link-of.ts";

const HERE = "https://chat.amt.example";

describe("the page a message is about", () => {
  const cases: readonly (readonly [story: string, text: string, link: string | undefined])[] = [
    ["says nothing of the web", "Guten Morgen", undefined],
    ["names a page", "siehe https://amt.example/a.", "https://amt.example/a"],
    ["names two: the first counts", "https://a.example https://b.example", "https://a.example"],
    ["leads into the workspace", `${HERE}/room/!a:amt.example`, undefined],
    ["leads to a person of Matrix", "https://matrix.to/#/@a:amt.example", undefined],
    [
      "leads in first and out then",
      `${HERE}/people https://amt.example/b`,
      "https://amt.example/b",
    ],
    ["quotes somebody", "> https://amt.example/a\ngenau", undefined],
    ["shows code", "`curl https://amt.example/a`", undefined],
    ["shows a block of code", "```\nhttps://amt.example/a\n```\nläuft", undefined],
    ["shows a block of code that never ends", "```\nhttps://amt.example/a", undefined],
    ["gives a password away", "https://jonas:geheim@amt.example/", undefined],
    ["is no address after all", "https://[::::", undefined],
    ["is another scheme", "javascript:alert(1) file:///etc/passwd", undefined],
    ["is a bomb", `${"a ".repeat(20_000)}https://amt.example`, undefined],
  ];
  it.each(cases)("%s", (_, text, link) => {
    expect(linkOf(text, HERE)).toBe(link);
  });
});
