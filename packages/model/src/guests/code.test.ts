import { array, assert, constantFrom, integer, property, string, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  GUEST_CODE_ALPHABET,
  GUEST_CODE_LENGTH,
  guestCodeOf,
  readGuestCode,
  shownGuestCode,
} from "./code.ts";

const BASE = GUEST_CODE_ALPHABET.length;
const code = array(integer({ min: 0, max: BASE - 1 }), {
  minLength: GUEST_CODE_LENGTH - 1,
  maxLength: GUEST_CODE_LENGTH - 1,
}).map(guestCodeOf);
const place = integer({ min: 0, max: GUEST_CODE_LENGTH - 1 });

function replaced(text: string, at: number, symbol: string): string {
  return text.slice(0, at) + symbol + text.slice(at + 1);
}

describe("a guest code", () => {
  it("has no symbols that look or sound alike", () => {
    expect(new Set(GUEST_CODE_ALPHABET).size).toBe(BASE);
    for (const alike of ["0O", "1IL", "2Z", "5S", "6G", "8B", "UV", "BDP", "MN"]) {
      const kept = Array.from(alike).filter((symbol) => GUEST_CODE_ALPHABET.includes(symbol));
      expect([alike, kept.length <= 1]).toEqual([alike, true]);
    }
  });

  it("is read back as it was made, in groups too", () => {
    assert(
      property(code, (made) => {
        expect(readGuestCode(made)).toEqual({ kind: "code", code: made });
        expect(shownGuestCode(made)).toMatch(/^\w{4}-\w{4}-\w{4}$/);
        expect(readGuestCode(shownGuestCode(made))).toEqual({ kind: "code", code: made });
      }),
    );
  });

  it("is read in any case, with anything between the symbols", () => {
    const separator = constantFrom("", " ", "-", "–", "  ", ".", "\u00A0", " - ", "\t");
    const typed = tuple(code, array(separator, { minLength: 12, maxLength: 12 }));
    assert(
      property(typed, ([made, between]) => {
        const text = Array.from(made.toLowerCase(), (symbol, at) => symbol + between[at]).join("");
        expect(readGuestCode(` ${text}\n`)).toEqual({ kind: "code", code: made });
      }),
    );
  });

  it("shows every single wrong symbol", () => {
    assert(
      property(
        code,
        place,
        constantFrom(...Array.from(GUEST_CODE_ALPHABET)),
        (made, at, symbol) => {
          const typed = replaced(made, at, symbol);
          const same = made[at] === symbol;
          expect(readGuestCode(typed).kind).toBe(same ? "code" : "mistyped");
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("shows any two symbols that changed places, neighbours above all", () => {
    assert(
      property(code, place, place, (made, one, other) => {
        const [a, b] = [made[one] ?? "", made[other] ?? ""];
        const typed = replaced(replaced(made, one, b), other, a);
        expect(readGuestCode(typed).kind).toBe(a === b ? "code" : "mistyped");
      }),
      { numRuns: 1000 },
    );
    // Neighbours without chance: every pair of symbols at every place.
    for (let at = 0; at < GUEST_CODE_LENGTH - 2; at += 1) {
      for (let a = 0; a < BASE; a += 1) {
        for (let b = 0; b < BASE; b += 1) {
          const values = Array.from({ length: GUEST_CODE_LENGTH - 1 }, () => 7);
          values[at] = a;
          values[at + 1] = b;
          const made = guestCodeOf(values);
          const typed = replaced(replaced(made, at, made[at + 1] ?? ""), at + 1, made[at] ?? "");
          expect(readGuestCode(typed).kind).toBe(a === b ? "code" : "mistyped");
        }
      }
    }
  });

  it.each([
    ["nothing", "", { kind: "wrong-length", length: 0 }],
    ["too little", "2345", { kind: "wrong-length", length: 4 }],
    ["too much", "2".repeat(13), { kind: "wrong-length", length: 13 }],
    ["a symbol that no code has", "2345-6789-ACE0", { kind: "wrong-symbol", symbol: "0" }],
    ["a sentence", "mein Code", { kind: "wrong-symbol", symbol: "M" }],
    ["a name of every object", "__proto__", { kind: "wrong-symbol", symbol: "P" }],
  ] as const)("is not read from %s", (_story, typed, expected) => {
    expect(readGuestCode(typed)).toEqual(expected);
  });

  it("takes a look-alike for what was printed", () => {
    const made = guestCodeOf([6, 4, 3, 0, 19, 1, 1, 1, 1, 1, 1]);
    expect(made.startsWith("8652V")).toBe(true);
    expect(readGuestCode(`BGSZU${made.slice(5)}`)).toEqual({ kind: "code", code: made });
  });

  it("is never read from an address's token, whatever comes in", () => {
    assert(property(string({ minLength: 32, unit: "binary" }), (text) => void readGuestCode(text)));
    expect(readGuestCode("Zk3-".repeat(8)).kind).not.toBe("code");
  });

  it.each([[[]], [[1, 2, 3]], [Array.from({ length: 11 }, () => 23)], [Array(11).fill(0.5)]])(
    "is not made from %j",
    (values) => {
      expect(() => guestCodeOf(values)).toThrow(RangeError);
    },
  );
});
