import { describe, expect, it } from "vitest";
import { bestOf, fitOf } from "./match.ts";
import { parseSearchAddress, searchPath } from "./search-address.ts";
import { dayOf, nextDay, parseQuery } from "./typed-query.ts";

const NOW = new Date(2026, 10, 27, 15, 30).getTime();
const day = (year: number, month: number, date: number): number =>
  new Date(year, month - 1, date).getTime();

describe("a typed query", () => {
  it.each([
    ["Entwurf", { text: "Entwurf" }],
    ["von:anna Entwurf", { text: "Entwurf", from: ["anna"] }],
    ["From:Anna from:Ben", { text: "", from: ["Anna", "Ben"] }],
    ['Plan in:"Haushalt 2026" neu', { text: "Plan neu", rooms: ["Haushalt 2026"] }],
    ["in:„Haushalt 2026“", { text: "", rooms: ["Haushalt 2026"] }],
    ['in:"Haushalt 20', { text: "", rooms: ["Haushalt 20"] }],
    ["art:bild art:Datei", { text: "", kinds: ["picture", "file"] }],
    ["art:unsinn", { text: "art:unsinn" }],
    ["nach:2026-01-01", { text: "", after: day(2026, 1, 1) }],
    ["vor:1.2.2026", { text: "", before: day(2026, 2, 1) }],
    ["bis:2026-01-31", { text: "", before: day(2026, 2, 1) }],
    ["seit:gestern", { text: "", after: day(2026, 11, 26) }],
    ["nach:irgendwann", { text: "nach:irgendwann" }],
    ["https://amt.example/x", { text: "https://amt.example/x" }],
    ["von:", { text: "von:" }],
    ["__proto__:x constructor:y", { text: "__proto__:x constructor:y" }],
    ["", { text: "" }],
  ])("%s", (typed, expected) => {
    expect(parseQuery(typed, NOW)).toEqual({ from: [], rooms: [], kinds: [], ...expected });
  });

  it("of 10,000 characters is cut", () => {
    expect(parseQuery("von:a ".repeat(2000), NOW).from.length).toBeLessThan(200);
    expect(parseQuery("x".repeat(10_000), NOW).text.length).toBe(1000);
  });

  it.each([
    ["2026-02-31", undefined],
    ["2026-13-01", undefined],
    ["2026", day(2026, 1, 1)],
    ["2026-03", day(2026, 3, 1)],
    ["today", day(2026, 11, 27)],
    ["99.99.9999", undefined],
  ])("the day %s", (text, expected) => {
    expect(dayOf(text, NOW)).toBe(expected);
  });

  it("knows the next day when the clocks change", () => {
    expect(nextDay(day(2026, 10, 25))).toBe(day(2026, 10, 26));
  });
});

describe("a name fits what was typed", () => {
  it.each([
    ["Haushalt 2026", "haus", 3],
    ["Referat Haushalt", "haus", 2],
    ["Nachtragshaushalt", "haus", 1],
    ["Personalrat", "haus", 0],
    ["Jürgen Müller", "mueller juer", 2],
    ["Strasse", "straße", 3],
    ["Haushalt", "", 0],
    ["Haushalt", "(", 0],
  ])("%s, %s: %i", (name, typed, fit) => {
    expect(fitOf(name, typed)).toBe(fit);
  });

  it("and the best stands first", () => {
    const names = ["Nachtragshaushalt", "Referat Haushalt", "Haushalt", "Kantine"];
    expect(bestOf(names, "haush", (name) => [name], 2)).toEqual(["Haushalt", "Referat Haushalt"]);
  });
});

describe("the address of a search", () => {
  it("gives back what it was made of", () => {
    const address = {
      query: "Plan & Entwurf #1",
      from: "@anna:amt.example",
      room: "!abc:amt.example",
      kind: "file" as const,
      after: "2026-01-01",
      before: "2026-01-31",
    };
    expect(parseSearchAddress(searchPath(address).replace("/search?", ""))).toEqual(address);
    expect(searchPath({ query: "" })).toBe("/search");
  });

  it("ignores what is none", () => {
    expect(
      parseSearchAddress("from=anna&in=x&kind=__proto__&after=2026-02-31&before=morgen"),
    ).toEqual({ query: "" });
  });
});
