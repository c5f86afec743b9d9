import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  GUEST_MARK,
  guestDisplayName,
  nameSkeleton,
  passesForSomebody,
  shownName,
} from "./names.ts";

describe("a name that is shown", () => {
  it.each([
    ["stays as it is", "Dr. Jürgen O’Hara-Şahin", "Dr. Jürgen O’Hara-Şahin"],
    ["loses direction overrides", "anna\u202Eretsimrednuf", "annaretsimrednuf"],
    ["loses isolates and marks", "\u2066Anna\u2069\u200F", "Anna"],
    ["loses zero-width characters", "An\u200Bna\u2060", "Anna"],
    ["loses control characters", "Anna\u0000\u0007", "Anna"],
    ["has single spaces", "  Anna \u00A0\u3000 Schmidt\n", "Anna Schmidt"],
    ["is composed", "Mu\u0308ller", "Müller"],
    ["may be empty", "\u200B", ""],
  ])("%s", (_story, raw, shown) => {
    expect(shownName(raw)).toBe(shown);
  });

  it(
    "never carries controls, is short, and does not change when cleaned again",
    { timeout: 60_000 },
    () => {
      assert(
        property(string({ unit: "binary", maxLength: 120 }), (raw) => {
          const name = shownName(raw);
          expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
          expect(Array.from(name).length).toBeLessThanOrEqual(80);
          expect(name).toBe(name.trim());
          expect(shownName(name)).toBe(name);
        }),
      );
    },
  );
});

describe("a guest's name", () => {
  it.each([
    ["is marked", "Erika Muster", "Erika Muster (Gast)"],
    ["is marked once", "Erika (Gast)", "Erika (Gast)"],
    ["is marked at its end", "(GAST) Erika ( guest )", "Erika (Gast)"],
    ["needs a letter or a digit", "–––", undefined],
    ["cannot be the mark alone", "(Gast)", undefined],
    ["cannot be invisible", "\u200B\u2060", undefined],
  ])("%s", (_story, raw, expected) => {
    expect(guestDisplayName(raw)).toBe(expected);
  });

  it("always ends with the mark, whatever was typed", { timeout: 60_000 }, () => {
    assert(
      property(string({ unit: "binary", maxLength: 100 }), (raw) => {
        expect(guestDisplayName(raw) ?? ` ${GUEST_MARK}`).toMatch(/ \(Gast\)$/);
      }),
    );
  });
});

describe("passing for a colleague", () => {
  it.each([
    ["the same name", "Anna Schmidt", true],
    ["other case and spacing", "ANNA  schmidt", true],
    ["with the mark typed in", "Anna Schmidt (Gast)", true],
    ["Cyrillic letters", "Аnnа Schmіdt", true],
    ["accents", "Ánna Schmídt", true],
    ["a capital i for an l", "Anna Schmldt", true],
    ["punctuation", "Anna-Schmidt.", true],
    ["an invisible letter", "Anna\u200B Schmidt", true],
    ["full-width letters", "Ａｎｎａ Ｓｃｈｍｉｄｔ", true],
    ["another person", "Anna Schmitt", false],
    ["a longer name", "Anna Schmidt-Berg", false],
  ])("%s", (_story, name, passes) => {
    expect(passesForSomebody(name, ["Bernd Vogel", "Anna Schmidt"])).toBe(passes);
  });

  it("a name always passes for itself", () => {
    assert(property(string(), (name) => passesForSomebody(name, [name])));
    expect(nameSkeleton("Müller")).toBe(nameSkeleton("MULLER"));
  });
});
