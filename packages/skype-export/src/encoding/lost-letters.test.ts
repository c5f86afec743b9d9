import { expect, test } from "vitest";
import type { Finding } from "../findings/finding.ts";
import { addressProvesIt, hasLostLetter, LostLetters } from "./lost-letters.ts";

test.each([
  ["M?ller, J?rgen", true],
  ["?zdemir, Ay?e", true],
  ["Wei?, Katrin", true],
  ["Schmidt, Anna", false],
  ["Schmidt, Anna (?)", false],
  ["Was nun? Runde", true],
])("%s: letters lost is %s", (name, lost) => {
  expect(hasLostLetter(name)).toBe(lost);
});

test.each([
  ["M?ller, J?rgen", ["juergen.mueller@land.example"], true],
  ["Wei?, Katrin", ["katrin.weiss@land.example"], true],
  ["Y?lmaz, Mehmet", ["mehmet.yilmaz@land.example"], true],
  ["M?ller, J?rgen", ["h1000002"], false],
  ["((((?a", ["x"], false],
])("The address beside %s proves it: %j, %s", (name, addresses, proves) => {
  expect(addressProvesIt(name, addresses)).toBe(proves);
});

function verdict(...people: [name: string, address: string][]): readonly Finding[] {
  const findings: Finding[] = [];
  const letters = new LostLetters();
  for (const [at, [name, address]] of people.entries()) {
    letters.look({ file: "CsUser.csv", line: at + 2 }, name, [address]);
  }
  letters.tell("CsUser.csv", (finding) => findings.push(finding));
  return findings;
}

test("A file whose umlauts all became question marks is refused with the line that mends it", () => {
  const [finding] = verdict(["Schmidt, Anna", "a@x"], ["M?ller", "h1@x"], ["Wei?", "h2@x"]);
  expect(finding).toMatchObject({ code: "letters-lost", severity: "stop", place: { line: 3 } });
  expect(finding?.facts).toMatchObject({ count: 2, example: "M?ller" });
  expect(finding?.facts["command"]).toBe(
    'Get-CsUser -ResultSize Unlimited | Export-Csv CsUser.csv -Encoding UTF8 -NoTypeInformation -Delimiter ","',
  );
});

test("A question that somebody put into a name refuses nothing where umlauts are there", () => {
  expect(verdict(["Müller, Jürgen", "j@x"], ["Wer?Was, Gruppe", "gruppe@x"])).toEqual([]);
});

test("An address is proof even where other names have umlauts", () => {
  expect(verdict(["Müller", "j@x"], ["J?ger, Uta", "uta.jaeger@x"])).toHaveLength(1);
});
