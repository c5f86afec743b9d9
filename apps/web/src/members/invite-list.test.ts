import type { PersonSide } from "@plenum/model/migration";
import { describe, expect, it } from "vitest";
import {
  matchComing,
  matchPerson,
  MOST_ENTRIES,
  parseInviteList,
  searchTerms,
  type FoundPerson,
} from "./invite-list.ts";

describe("a pasted list", () => {
  it.each<[string, string, readonly object[]]>([
    [
      "a name a line",
      "Anna Schmidt\nBen Vogt\r\n\n",
      [{ name: "Anna Schmidt" }, { name: "Ben Vogt" }],
    ],
    [
      "separated by comma",
      "Anna Schmidt, Ben Vogt",
      [{ name: "Anna Schmidt" }, { name: "Ben Vogt" }],
    ],
    [
      "separated by semicolon",
      "Anna Schmidt; Ben Vogt;",
      [{ name: "Anna Schmidt" }, { name: "Ben Vogt" }],
    ],
    [
      "family names first, a line each",
      "Schmidt, Anna\nVogt, Ben",
      [{ name: "Anna Schmidt" }, { name: "Ben Vogt" }],
    ],
    [
      "from a mail program",
      '"Schmidt, Anna" <anna.schmidt@amt.example>; Ben Vogt <ben@amt.example>',
      [{ mail: "anna.schmidt@amt.example" }, { mail: "ben@amt.example", name: "Ben Vogt" }],
    ],
    [
      "mail addresses",
      "anna@amt.example, mailto:ben@amt.example",
      [{ mail: "anna@amt.example" }, { mail: "ben@amt.example" }],
    ],
    [
      "ids",
      "@anna:amt.example\n@ben:amt.example:8448",
      [{ userId: "@anna:amt.example" }, { userId: "@ben:amt.example:8448" }],
    ],
    [
      "columns of a table",
      "Schmidt\tAnna\tanna@amt.example\nVogt\tBen\t",
      [{ mail: "anna@amt.example" }, { name: "Vogt Ben" }],
    ],
    [
      "as a mail program copies them",
      '"Vogt, Ben" <b@amt.example>; "Schmidt, Anna" <a@amt.example>',
      [
        { text: "Ben Vogt <b@amt.example>", name: "Ben Vogt", mail: "b@amt.example" },
        { name: "Anna Schmidt", mail: "a@amt.example" },
      ],
    ],
    ["one alone with a comma in the name", '"Vogt, Ben" <b@amt.example>', [{ name: "Ben Vogt" }]],
    ["twice the same", "Anna Schmidt\nANNA SCHMIDT", [{ name: "Anna Schmidt" }]],
    ["nothing", " \n ;, ", []],
    ["what is no id", "@anna", [{ name: "@anna" }]],
    ["brackets that are none", "<script>", [{ name: "script" }]],
  ])("%s", (_story, pasted, people) => {
    expect(parseInviteList(pasted)).toMatchObject(people);
    expect(parseInviteList(pasted)).toHaveLength(people.length);
  });
  it("ends, however much is pasted", () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `Person ${index}`).join("\n");
    expect(parseInviteList(lines)).toHaveLength(MOST_ENTRIES);
    expect(parseInviteList("x".repeat(1_000_000))[0]?.text).toHaveLength(200);
  });
  it.each([
    [{ text: "", mail: "anna.maria-schmidt@x.y" }, ["anna maria schmidt"]],
    [{ text: "", mail: "a.s@x.y", name: "Anna" }, ["Anna", "a s"]],
    [{ text: "", name: "Anna" }, ["Anna"]],
    [{ text: "", userId: "@anna:x" }, ["@anna:x"]],
  ])("asks the directory for %j", (person, terms) => {
    expect(searchTerms(person)).toEqual(terms);
  });
});

describe("whom an entry means", () => {
  const anna: FoundPerson = { userId: "@anna.schmidt:x", displayName: "Anna Schmidt" };
  const other: FoundPerson = { userId: "@anna2:x", displayName: "Anna Schmidt" };
  const annika: FoundPerson = { userId: "@annika:x", displayName: "Annika Schmidt" };
  it.each([
    ["the one of that name", { name: "anna schmidt" }, [anna, annika], "@anna.schmidt:x"],
    ["family name first", { name: "Schmidt, Anna" }, [anna, annika], "@anna.schmidt:x"],
    ["accents do not matter", { name: "Anna Schmîdt" }, [anna], "@anna.schmidt:x"],
    ["two of that name", { name: "Anna Schmidt" }, [anna, other, annika], 2],
    ["only similar ones", { name: "Anna Schmid" }, [anna, annika], 2],
    ["nobody", { name: "Zora" }, [], 0],
    ["the account of that mail address", { mail: "Anna.Schmidt@amt.example" }, [anna, other], 2],
    ["a mail address with another name", { mail: "schmidt.a@amt.example" }, [anna], 1],
    ["an id, found or not", { userId: "@new:x" }, [], "@new:x"],
  ] as const)("%s", (_story, entry, found, expected) => {
    const match = matchPerson({ text: "", ...entry }, found);
    const meant = {
      one: match.kind === "one" ? match.person.userId : "",
      several: match.kind === "several" ? match.people.length : 0,
      coming: -1,
      nobody: 0,
      unasked: -1,
    };
    expect(meant[match.kind]).toBe(expected);
  });
});

describe("whom the directory does not know", () => {
  const bernd: PersonSide = {
    userId: "@bernd.vogt:x",
    name: "Bernd Vogt",
    side: "coming",
    day: "2027-02-02",
  };
  const namesake: PersonSide = { ...bernd, userId: "@bernd2:x" };
  it.each([
    ["is still in the former system", { name: "Vogt, Bernd" }, [bernd], bernd],
    ["is known by the id that they will have", { userId: "@bernd.vogt:x" }, [bernd], bernd],
    ["is known by the mail address", { mail: "bernd.vogt@amt.example" }, [bernd], bernd],
    [
      "is one of two, and nobody can say which",
      { name: "Bernd Vogt" },
      [bernd, namesake],
      undefined,
    ],
    ["is not meant by a similar name", { name: "Bernd Voigt" }, [bernd], undefined],
    ["is not meant by another id", { userId: "@bernd:x" }, [bernd], undefined],
    ["is nobody", { name: "Zora" }, [], undefined],
  ] as const)("%s", (_story, entry, coming, expected) => {
    expect(matchComing({ text: "", ...entry }, coming)).toEqual(
      expected === undefined ? { kind: "nobody" } : { kind: "coming", person: expected },
    );
  });
});
