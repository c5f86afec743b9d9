import { describe, expect, it } from "vitest";
import { createMarkdown } from "./markdown.ts";
import { marksOfMessage, moveMarks, type MentionMark, validMarks } from "./mention-marks.ts";

const anna: MentionMark = {
  start: 3,
  text: "@Anna Neumann",
  target: { kind: "person", userId: "@anna:amt.de" },
};
const text = "An @Anna Neumann: bitte";

function mark(name: string, start = 0): MentionMark {
  return { ...anna, start, text: name };
}
function link(name: string): string {
  return `<a href="https://matrix.to/#/%40anna%3Aamt.de">${name}</a>`;
}

describe("a mention, while the text around it changes,", () => {
  it.each<[string, string, number | undefined]>([
    ["moves on when something is written before it", "Heute an @Anna Neumann: bitte", 9],
    ["moves back when something is taken away", "@Anna Neumann: bitte", 0],
    ["stays when something is written after it", "An @Anna Neumann: bitte sehr", 3],
    ["stays when what follows goes", "An @Anna Neumann", 3],
    ["is none any more when it is written into", "An @Anna B. Neumann: bitte", undefined],
    ["nor when a letter of it goes", "An @Anna Neuman: bitte", undefined],
    ["nor when it becomes a longer name", "An @Anna Neumanns: bitte", undefined],
    ["goes with everything", "", undefined],
  ])("%s", (_story, after, start) => {
    expect(moveMarks([anna], text, after).map((mark) => mark.start)).toEqual(
      start === undefined ? [] : [start],
    );
  });
});

it("marks that do not stand in the text, or in each other, are none", () => {
  const marks = [anna, { ...anna, start: 4 }, { ...anna, start: 99 }, { ...anna, start: -1 }];
  expect(validMarks(marks, text)).toEqual([anna]);
});

describe("a mention in the message", () => {
  const render = createMarkdown();

  it.each([
    ["is a link to the person", "@Anna", link("@Anna")],
    ["takes a name with markdown as it is", "@**Anna** _N_ `x`", link("@**Anna** _N_ `x`")],
    ["takes brackets", "@Anna [x](https://a.b)", link("@Anna [x](https://a.b)")],
    ["takes HTML as text", '@<b>"A"</b>', link("@&lt;b&gt;&quot;A&quot;&lt;/b&gt;")],
    [
      "takes marks of direction, which the list of people has taken out before",
      "@An\u202Ena",
      link("@An\u202Ena"),
    ],
  ])("%s", (_story, name, html) => {
    expect(render(name, [mark(name)])).toBe(html);
  });

  it("stays a mention in bold text, and is only a name in code and in links", () => {
    expect(render("**@Anna**", [mark("@Anna", 2)])).toBe(`<strong>${link("@Anna")}</strong>`);
    expect(render("`@Anna`", [mark("@Anna", 1)])).toBe("<code>@Anna</code>");
    expect(render("[@Anna](https://a.de)", [mark("@Anna", 1)])).toBe(
      '<a href="https://a.de">@Anna</a>',
    );
    expect(render("[x](https://a.de/@Anna)", [mark("@Anna", 17)])).toBe(
      '<a href="https://a.de/%40Anna">x</a>',
    );
  });

  it("cannot be forged with the characters that stand for it meanwhile", () => {
    expect(render("\uE0000\uE001 **x**", [])).toBe("0 <strong>x</strong>");
  });

  it("of everybody has no address", () => {
    const all: MentionMark = { start: 0, text: "@room", target: { kind: "everyone" } };
    expect(render("@room", [all])).toBeUndefined();
  });

  it("is found again for an edit", () => {
    const body = "An @**Anna** und #Haushalt & Co";
    const marks: readonly MentionMark[] = [
      mark("@**Anna**", 3),
      {
        start: 17,
        text: "#Haushalt & Co",
        target: { kind: "room", roomId: "!a:amt.de", via: "amt.de" },
      },
    ];
    expect(marksOfMessage(body, render(body, marks))).toEqual(marks);
  });

  it.each([
    undefined,
    "",
    "<a href",
    '<a href="https://matrix.to/#/%">x</a>',
    "<a ".repeat(10_000),
  ])("of nonsense is none", (html) => {
    expect(marksOfMessage("x", html)).toEqual([]);
  });
});
