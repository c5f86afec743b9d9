import { describe, expect, it } from "vitest";
import { chooseLanguage } from "./language.ts";

describe("the language to start in", () => {
  it.each([
    ["the stored choice wins", "en", ["de-DE"], "de", "en"],
    ["else the browser's first that there is", null, ["fr-FR", "en-GB", "de"], "de", "en"],
    ["case does not matter", null, ["DE-at"], "en", "de"],
    ["else the agency's", null, ["fr"], "de", "de"],
    ["a stored word that means nothing is ignored", "klingon", [], "en", "en"],
  ] as const)("%s", (_story, stored, browser, agency, expected) => {
    expect(chooseLanguage(stored, browser, agency)).toBe(expected);
  });
});
