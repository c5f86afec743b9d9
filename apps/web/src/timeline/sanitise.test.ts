import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { createSanitiser, isBearable } from "./sanitise.ts";

const sanitise = createSanitiser(new JSDOM("").window);

describe("foreign HTML", () => {
  it.each<[string, string, string]>([
    [
      "keeps emphasis",
      "<strong>a</strong> <em>b</em> <del>c</del>",
      "<strong>a</strong> <em>b</em> <del>c</del>",
    ],
    ["keeps lists", '<ol start="3"><li>a</li></ol>', '<ol start="3"><li>a</li></ol>'],
    [
      "keeps the language of code",
      '<pre><code class="language-ts">x</code></pre>',
      '<pre><code class="language-ts">x</code></pre>',
    ],
    ["loses other classes", '<code class="pl-frame">x</code>', "<code>x</code>"],
    ["loses scripts with their text", "a<script>alert(1)</script>b", "ab"],
    ["loses handlers", '<b onclick="alert(1)">a</b>', "<b>a</b>"],
    ["loses pictures", 'a<img src="https://evil.example/pixel.gif" onerror="alert(1)">', "a"],
    ["loses styles", '<span style="position:fixed;inset:0">a</span>', "<span>a</span>"],
    ["loses style elements", "<style>*{display:none}</style>a", "a"],
    ["loses ids and names", '<b id="root">a</b>', "<b>a</b>"],
    ["loses data attributes", '<span data-mx-color="#fff">a</span>', "<span>a</span>"],
    ["loses frames", '<iframe src="https://evil.example"></iframe>a', "a"],
    ["loses forms", '<form action="https://evil.example"><input name="password">a</form>', "a"],
    ["loses vector graphics", '<svg><a xlink:href="javascript:alert(1)">x</a></svg>a', "a"],
    ["loses script addresses", '<a href="javascript:alert(1)">x</a>', "<a>x</a>"],
    ["whatever their spelling", '<a href=" jAvAsCrIpT&#58;alert(1)">x</a>', "<a>x</a>"],
    ["loses data addresses", '<a href="data:text/html,x">x</a>', "<a>x</a>"],
    ["loses relative addresses", '<a href="/settings">x</a>', "<a>x</a>"],
    ["loses the old quotation", "<mx-reply><blockquote>q</blockquote></mx-reply>a", "a"],
  ])("%s", (_story, html, expected) => {
    expect(sanitise(html)).toBe(expected);
  });

  it("shows a mentioned person as a chip that says who is meant", () => {
    expect(
      sanitise('<a href="https://matrix.to/#/%40chef%3Aamt.de" class="x" title="y">Anna</a>'),
    ).toBe('<a class="pl-pill" title="@chef:amt.de">Anna</a>');
  });

  it("opens a mentioned room here", () => {
    expect(sanitise('<a href="https://matrix.to/#/!a%3Aamt.de?via=amt.de">#Haushalt</a>')).toBe(
      '<a href="/room/!a%3Aamt.de" class="pl-pill">#Haushalt</a>',
    );
  });

  it("opens links elsewhere and tells the other side nothing", () => {
    const html = sanitise('<a href="https://amt.de" target="_top" rel="opener">x</a>');
    expect(html).toContain('href="https://amt.de"');
    expect(html).toContain('target="_blank"');
    expect(html).toContain('rel="noopener noreferrer"');
  });
});

describe("HTML bombs", () => {
  it.each<[string, string]>([
    ["a deep one", "<b>".repeat(20_000)],
    ["one that closes what was never open", "<b></i>".repeat(2000)],
    ["deep quotations", "<blockquote>".repeat(101) + "</blockquote>".repeat(101)],
    ["a wide one", "<br>".repeat(20_000)],
    ["a wide table", `<table>${"<tr><td>x".repeat(5000)}</table>`],
    ["a long one", "x".repeat(100_001)],
  ])("%s is not parsed", (_story, html) => {
    expect(sanitise(html)).toBeUndefined();
  });
  it.each<[string, string]>([
    ["a long list", `<ul>${"<li>x</li>".repeat(1000)}</ul>`],
    ["a list without ends", `<ul>${"<li>x".repeat(1000)}</ul>`],
    ["a hundred quotations", "<blockquote>".repeat(100)],
    ["many words", "<b>x</b> ".repeat(1000)],
  ])("%s is shown", (_story, html) => {
    expect(isBearable(html)).toBe(true);
    expect(sanitise(html)).toContain("<");
  });
});
