import { describe, expect, it } from "vitest";
import { fold, tokensOf, wordsOf } from "./fold.ts";
import { allowedErrors, isFound, isNear, planOf } from "./plan.ts";

function found(query: string, text: string, near = false): boolean {
  return isFound(planOf(query), tokensOf(text), text, near);
}

describe("writing that reads the same", () => {
  it.each([
    ["Müller", "Mueller"],
    ["MÜLLER", "müller"],
    ["Straße", "STRASSE"],
    ["Größe", "Groesse"],
    ["Café", "cafe"],
    ["Ärzte", "aerzte"],
    ["Mu\u0308ller", "Müller"],
    ["Ver\u00ADtrag", "Vertrag"],
    ["Haus\u200Bhalt\u202E", "Haushalt"],
    ["ﬁnanzen", "Finanzen"],
    ["Ｈaushalt", "Haushalt"],
    ["Çelik", "Celik"],
    ["Łódź", "Lodz"],
  ])("%s and %s", (one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  it.each([
    ["Steuer", "steuer"],
    ["neue Quelle", "neue quelle"],
    ["Bauer", "bauer"],
  ])("%s has no umlaut", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});

describe("what a text is found by", () => {
  it.each([
    ["Guten Morgen!", ["guten", "morgen"]],
    ["Akte IV-3.2-1234/26.", ["akte", "iv-3.2-1234/26", "iv", "3", "2", "1234", "26"]],
    [
      "(HaushaltsplanEntwurf_v3.pdf)",
      [
        "haushaltsplanentwurf_v3.pdf",
        "haushaltsplanentwurf",
        "haushaltsplan",
        "entwurf",
        "v3",
        "pdf",
      ],
    ],
    ["AnlageBMF", ["anlagebmf", "anlage", "bmf"]],
    ["👍 gut", ["👍", "gut"]],
    ["", []],
    ["… – !!", []],
    ["__proto__ constructor", ["proto", "constructor"]],
    [".*+?^${}()|[]\\", []],
    ["a@amt.de", ["a@amt.de", "a", "amt", "de"]],
    ["¨x", ["x"]],
  ])("%s", (text, tokens) => {
    expect([...tokensOf(text)].toSorted()).toEqual([...tokens].toSorted());
  });

  it("stays small for a bomb", () => {
    const many = Array.from({ length: 50_000 }, (_, at) => `wort${at}`).join(" ");
    expect(tokensOf(many).size).toBeLessThanOrEqual(2100);
    for (const token of tokensOf("x".repeat(60_000))) expect(token.length).toBeLessThanOrEqual(64);
    expect([...tokensOf(`a${"\u0301".repeat(10_000)}`)].length).toBeLessThanOrEqual(1);
  });

  it("knows where its words stand", () => {
    const text = "Der „Haushaltsplan“ (2026).";
    const places = [...wordsOf(text)].map(({ start, end }) => text.slice(start, end));
    expect(places).toEqual(["Der", "Haushaltsplan", "2026"]);
  });
});

describe("a query finds a text", () => {
  it.each([
    ["haushalt", "Der Nachtragshaushalt liegt vor", true],
    ["plan", "Haushaltspläne", true],
    ["ein", "Verein", false],
    ["ver", "Verein", true],
    ["haushalt 2026", "Haushaltsplan für 2026", true],
    ["haushalt 2027", "Haushaltsplan für 2026", false],
    ["IV-3.2-1234/26", "siehe IV-3.2-1234/26", true],
    ["1234/26", "siehe IV-3.2-1234/26", true],
    ["1234/27", "siehe IV-3.2-1234/26", false],
    ["haushalts-plan", "der Haushaltsplan", true],
    ['"liegt vor"', "Der Plan liegt vor.", true],
    ['"vor liegt"', "Der Plan liegt vor.", false],
    ["„liegt vor“", "Der Plan liegt vor.", true],
    ['"liegt vor', "Der Plan liegt vor.", true],
    ['"', "Der Plan", true],
    ["👍", "Danke 👍", true],
    ["👍", "Danke", false],
    ["(((", "Der Plan", true],
    [".*", "Der Plan", true],
    ["mueller", "Frau Müller", true],
    ["mull", "Frau Mueller", true],
    ["\u202Eplan", "Der Plan", true],
    ["予算", "来年の予算です", true],
  ])("%s in “%s”: %s", (query, text, expected) => {
    expect(found(query, text)).toBe(expected);
  });

  it("of 10,000 characters is cut and stays quick to read", () => {
    expect(planOf("haushalt ".repeat(1200)).terms.length).toBeLessThanOrEqual(20);
    expect(planOf("x".repeat(10_000)).terms.length).toBeLessThanOrEqual(1);
  });

  it.each([
    ["Haushlat", "Haushalt", true],
    ["Haushald", "Haushalt", true],
    ["Planfestellung", "Planfeststellung", true],
    ["Plam", "Plan", false],
    ["1235", "1234", false],
    ["Gausahlt", "Haushalt", false],
  ])("%s for %s, if nothing else is there: %s", (query, text, expected) => {
    expect(found(query, text)).toBe(false);
    expect(found(query, text, true)).toBe(expected);
  });

  it.each(["abcd", "a1b2c3", ""])("%s allows no wrong letters", (term) => {
    expect(allowedErrors(term)).toBe(0);
    expect(isNear(term, term)).toBe(false);
  });
});
