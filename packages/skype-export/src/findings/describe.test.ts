import { expect, test } from "vitest";
import { ALL_WORDS, describeFinding } from "./describe.ts";
import type { Facts } from "./words.ts";

/** Facts with every name, so that a sentence that leaves one open would show. */
const FACTS: Facts = new Proxy({}, { get: (_, name) => `<${String(name)}>` });

test.each(Object.entries(ALL_WORDS))(
  "%s has a whole sentence in both languages",
  (_, { de, en }) => {
    expect(de(FACTS)).toMatch(/^["<„\p{Lu}]/u);
    expect(en(FACTS)).toMatch(/^["<“\p{Lu}]/u);
    expect(de(FACTS)).not.toBe(en(FACTS));
    expect(`${de(FACTS)}${en(FACTS)}`).not.toMatch(/undefined|NaN/);
  },
);

test("A finding is read with its place, and nothing in it reaches out of its line", () => {
  const finding = {
    code: "person-disagree",
    severity: "problem",
    place: { file: "CsUser.csv", line: 7 },
    facts: { address: "a@x.de", field: "displayName", ours: "A\nB", theirs: "C\u202E" },
  } as const;
  expect(describeFinding(finding, "de")).toBe(
    "CsUser.csv, Zeile 7: CsUser.csv und AdUsers.csv widersprechen sich bei a@x.de (displayName): „A·B“ und „C·“. Es gilt CsUser.csv. Bitte prüfen Sie, welche Angabe stimmt.",
  );
  expect(describeFinding({ ...finding, code: "toString" }, "en")).toBe(
    "CsUser.csv, line 7: toString",
  );
});
