import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { looksLikeMail, readMailList } from "./mail-list.ts";

const told = (typed: string): readonly string[] =>
  readMailList(typed).people.map(({ name, mail }) => (name === "" ? mail : `${name} <${mail}>`));

describe("addresses typed or pasted", () => {
  it.each<{ name: string; typed: string; people: readonly string[]; unread?: readonly string[] }>([
    { name: "nothing", typed: "  ", people: [] },
    { name: "one", typed: "anna@amt.example", people: ["anna@amt.example"] },
    {
      name: "as Outlook copies them",
      typed: "Müller, Anna <Anna.Mueller@amt.example>; Ben Berger <ben@amt.example>;",
      people: ["Müller, Anna <anna.mueller@amt.example>", "Ben Berger <ben@amt.example>"],
    },
    {
      name: "as other programs copy them, with commas between",
      typed: '"Müller, Anna" <anna@amt.example>, ben@amt.example,cem@amt.example',
      people: ["Müller, Anna <anna@amt.example>", "ben@amt.example", "cem@amt.example"],
    },
    {
      name: "a column of a table",
      typed: "anna@amt.example\r\nben@amt.example\n\ncem@amt.example",
      people: ["anna@amt.example", "ben@amt.example", "cem@amt.example"],
    },
    {
      name: "a link to a mailbox",
      typed: "mailto:anna@amt.example; Ben <mailto:ben@amt.example>",
      people: ["anna@amt.example", "Ben <ben@amt.example>"],
    },
    {
      name: "the same one twice, once in capitals",
      typed: "Anna <anna@amt.example>; ANNA@AMT.EXAMPLE",
      people: ["Anna <anna@amt.example>"],
    },
    {
      name: "what is no address is said",
      typed: "Anna; ben@; cem@amt.example; dora@localhost; e f@amt.example",
      people: ["cem@amt.example"],
      unread: ["Anna", "ben@", "dora@localhost", "e f@amt.example"],
    },
    {
      name: "a quote that nobody closed ends with its line",
      typed: 'anna@amt.example; "Ben\nben@amt.example',
      people: ["anna@amt.example", "ben@amt.example"],
      unread: ['"Ben'],
    },
    {
      name: "names that would turn the text around",
      typed: "An\u202Ena\u0000 <anna@amt.example>",
      people: ["Anna <anna@amt.example>"],
    },
    {
      name: "lines put into an address stay out of the mail",
      typed: "anna@amt.example\r\nBcc: alle@amt.example",
      people: ["anna@amt.example"],
      unread: ["Bcc: alle@amt.example"],
    },
  ])("$name", ({ typed, people, unread = [] }) => {
    expect(told(typed)).toEqual(people);
    expect(readMailList(typed).unread).toEqual(unread);
  });

  it("any list that was written is read again", () => {
    const mail = fc
      .tuple(fc.stringMatching(/^[a-z][a-z0-9.]{0,10}$/), fc.stringMatching(/^[a-z]{1,10}$/))
      .map(([local, domain]) => `${local}@${domain}.example`);
    fc.assert(
      fc.property(
        fc.uniqueArray(mail, { maxLength: 20 }),
        fc.constantFrom("; ", ", ", "\n"),
        (all, by) => {
          expect(told(all.join(by))).toEqual(all);
        },
      ),
    );
  });

  it("never breaks on anything else", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (typed) => {
        for (const { mail, name } of readMailList(typed).people) {
          expect(`${mail}${name}`).not.toMatch(/[\r\n\u202E]/);
        }
      }),
    );
  });

  it("a name that is being typed is none", () => {
    expect(looksLikeMail("Anna Schmidt")).toBe(false);
    expect(looksLikeMail("anna@")).toBe(false);
    expect(looksLikeMail("anna@amt.example")).toBe(true);
  });
});
