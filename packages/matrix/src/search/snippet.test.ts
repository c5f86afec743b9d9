import { describe, expect, it } from "vitest";
import { planOf } from "./plan.ts";
import { snippetOf } from "./snippet.ts";

function marked(text: string, query: string, near = false): string {
  return snippetOf(text, planOf(query), near)
    .map((part) => (part.hit ? `[${part.text}]` : part.text))
    .join("");
}

describe("the snippet of a message", () => {
  it.each([
    ["Der Haushaltsplan liegt vor.", "haushalt", "Der [Haushaltsplan] liegt vor."],
    ["Frau Müller kommt.", "mueller", "Frau [Müller] kommt."],
    ["Der Haushalt", "haushlat", "Der Haushalt"],
    ["zwei\n\n\nZeilen", "zeilen", "zwei [Zeilen]"],
    ["<b>fett</b>", "fett", "<[b>fett</b]>"],
    ["", "x", ""],
    ["nichts gesucht", "", "nichts gesucht"],
  ])("of “%s” for “%s”", (text, query, expected) => {
    expect(marked(text, query)).toBe(expected);
  });

  it("shows what was probably meant", () => {
    expect(marked("Der Haushalt", "haushlat", true)).toBe("Der [Haushalt]");
  });

  it("of a long text is where the word stands", () => {
    const long = `${"Vorrede ".repeat(100)}Haushalt ${"Nachrede ".repeat(100)}`;
    const snippet = marked(long, "haushalt");
    expect(snippet).toMatch(/^… Vorrede .*\[Haushalt\] Nachrede .* …$/);
    expect(snippet.length).toBeLessThan(340);
  });

  it("of one endless word is cut without breaking a character", () => {
    const snippet = marked("👍".repeat(1000), "x");
    expect(snippet).not.toMatch(/\p{Surrogate}/u);
    expect(snippet.length).toBeLessThan(340);
  });
});
