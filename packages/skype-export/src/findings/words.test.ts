import { expect, test } from "vitest";
import { inWords, placeInWords, quotable, type Words } from "./words.ts";

const words: Words<"greeting"> = {
  greeting: { de: ({ name }) => `Guten Tag, ${name}`, en: ({ name }) => `Good day, ${name}` },
};

test.each([
  ["an ordinary name", "Anna Schmidt", "Anna Schmidt"],
  ["letters that are put together", "Mu\u0308ller", "Müller"],
  ["a name that would turn the text round", "Anna\u202Enimda", "Anna·nimda"],
  ["a line end that would fake a second finding", "a\r\nb", "a··b"],
  ["marks that pile up", `a${"\u0316".repeat(500)}`, `a${"\u0316".repeat(3)}`],
  ["a name of a million letters", "x".repeat(1_000_000), `${"x".repeat(160)}…`],
])("%s can stand in a sentence", (_, raw, shown) => {
  expect(quotable(raw)).toBe(shown);
});

test("A sentence quotes facts safely, in the language asked for", () => {
  const finding = { code: "greeting", facts: { name: "A\u0000B" } };
  expect(inWords(words, finding, "de")).toBe("Guten Tag, A·B");
  expect(inWords(words, finding, "en")).toBe("Good day, A·B");
});

test("Codes named like a part of every object have no words", () => {
  expect(inWords(words, { code: "__proto__", facts: {} }, "de")).toBeUndefined();
  expect(inWords(words, { code: "constructor", facts: {} }, "de")).toBeUndefined();
});

test("A place is the file and its line", () => {
  expect(placeInWords({ file: "CsUser.csv", line: 17 }, "de")).toBe("CsUser.csv, Zeile 17");
  expect(placeInWords({ file: "a\u202Eb.zip" }, "en")).toBe("a·b.zip");
});
