import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ExportedContacts } from "../records.ts";
import { all, ear, inPieces } from "../testing/pieces.ts";
import { ContactCensus } from "./census.ts";
import { readUserData } from "./read.ts";

const sample = (name: string): Uint8Array =>
  readFileSync(new URL(`../../samples/${name}`, import.meta.url));

const base64 = (text: string): string => Buffer.from(text).toString("base64");

async function read(
  content: string | Uint8Array,
  size?: number,
): Promise<{ people: ExportedContacts[]; heard: ReturnType<typeof ear> }> {
  const heard = ear();
  const people = await all(
    readUserData("DocItemSet.xml", inPieces(content, size), heard.tell, { census: everybody() }),
  );
  return { people, heard };
}

/** Knows everybody but one, and moves them. */
function everybody(): ContactCensus {
  const known = ["anna.schmidt", "juergen.mueller", "katrin.weiss", "mehmet.yilmaz", "uwe.becker"]
    .concat("p.vogel", "a", "b", "x", "y")
    .map((local) => [`${local}@land.example`, true] as const);
  return new ContactCensus(
    Promise.resolve(new Map([...known, ["erika.muster@bund.example", true]])),
  );
}

const person = (address: string, inner = ""): string =>
  `<DocItem Name="urn:lcd:${address}"><Data><HomedResource>${inner}</HomedResource></Data></DocItem>`;
const set = (...items: string[]): string => `<DocItemSet>${items.join("\n")}</DocItemSet>`;

describe("the sample of Export-CsUserData", () => {
  test.each(["ExportedUserData/DocItemSet.xml", "HomedResources.legacy.xml"])(
    "%s: three people with groups, contacts and who is blocked",
    async (name) => {
      const { people } = await read(sample(name));
      expect(people.map(({ owner }) => owner)).toEqual([
        "anna.schmidt@land.example",
        "juergen.mueller@land.example",
        "p.vogel@polizei.land.example",
      ]);
      const [anna, juergen] = people;
      expect(anna?.groups).toEqual([
        { number: "0", name: "", isOther: true },
        { number: "1", name: "Referat IV 3", isOther: false },
        { number: "2", name: "Projekt Haushalt", isOther: false },
        {
          number: "10",
          name: "Gesamtes Referat",
          isOther: false,
          externalUri: "dl-guid:6f0c0a34-1111-4222-8333-444455556666",
        },
      ]);
      expect(anna?.contacts[0]).toEqual({
        sipAddress: "juergen.mueller@land.example",
        name: "Müller, Jürgen",
        groups: ["1", "2"],
      });
      expect(anna?.contacts[2]?.groups).toEqual(["10"]);
      expect(anna?.blocked).toEqual(["stoerer@extern.example"]);
      expect(juergen?.groups[1]?.name).toBe("Häufig & wichtig <VIP>");
      expect(juergen?.contacts.map(({ sipAddress }) => sipAddress)).toEqual([
        "anna.schmidt@land.example",
        "anna.schmidt@land.example",
      ]);
    },
  );

  test("says what was counted: oneself, doubled, unknown, and conference data that nobody reads", async () => {
    const { heard } = await read(sample("ExportedUserData/DocItemSet.xml"));
    expect(heard.codes()).toEqual(["user-data-read", "user-data-conferences"]);
    expect(heard.findings[0]?.facts).toMatchObject({
      people: 3,
      contacts: 10,
      self: 1,
      doubled: 1,
      unknown: 1,
      blocked: 1,
      conferences: 1,
    });
  });

  test("reads the same however it is cut, and in every encoding", async () => {
    const bytes = sample("ExportedUserData/DocItemSet.xml");
    const text = new TextDecoder().decode(bytes);
    const whole = await read(bytes, 1 << 20);
    const utf16 = Buffer.from(`\uFEFF${text.replace("utf-8", "utf-16")}`, "utf16le");
    expect((await read(bytes, 1)).people).toEqual(whole.people);
    expect((await read(utf16, 3)).people).toEqual(whole.people);
  });
});

describe("forms", () => {
  test("with a namespace and prefixes", async () => {
    const { people } = await read(
      `<x:DocItemSet xmlns:x="urn:schema:x" xmlns:y="urn:y"><x:DocItem y:Name="urn:lcd:a@b.c"><x:Data><x:HomedResource>
       <x:Contacts><x:Contact y:Buddy="d@b.c" Groups="0"/></x:Contacts></x:HomedResource></x:Data></x:DocItem></x:DocItemSet>`,
    );
    expect(people[0]?.contacts).toEqual([{ sipAddress: "d@b.c", groups: ["0"] }]);
  });

  test("child elements in place of attributes, wherever they stand", async () => {
    const { people } = await read(
      `<DocItemSet><DocItem><Data><HomedResource>
         <ContactGroups><ContactGroup><Number>1</Number><DisplayName>${base64("Büro")}</DisplayName></ContactGroup></ContactGroups>
         <Contacts><Contact><Buddy>sip:D@b.c</Buddy><Groups>1 10</Groups></Contact></Contacts>
         <Containers><Box><UserMember><Member>x@y.z</Member></UserMember><ContainerNumber>32000</ContainerNumber></Box>
           <Box><ContainerNumber>100</ContainerNumber><UserMember Member="friend@y.z"/></Box></Containers>
       </HomedResource></Data><Name>urn:lcd:a@b.c</Name></DocItem></DocItemSet>`,
    );
    expect(people[0]).toMatchObject({
      owner: "a@b.c",
      groups: [{ number: "1", name: "Büro" }],
      contacts: [{ sipAddress: "d@b.c", groups: ["1", "10"] }],
      blocked: ["x@y.z"],
    });
  });

  test("a person without anything, and one twice", async () => {
    const { people, heard } = await read(set(person("a@b.c"), person("A@B.C")));
    expect(people.map(({ owner }) => owner)).toEqual(["a@b.c", "a@b.c"]);
    expect(heard.codes()).toContain("user-data-owner-twice");
  });
});

describe("bad input", () => {
  test.each([
    [
      "an external entity",
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${set(person("&e;@b.c"))}`,
      "xml-doctype",
    ],
    [
      "a billion laughs",
      `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><DocItemSet>&b;</DocItemSet>`,
      "xml-doctype",
    ],
    ["a parameter entity", `<!DOCTYPE l [<!ENTITY % p SYSTEM "x">%p;]><a/>`, "xml-doctype"],
    ["a document type alone", `<!DOCTYPE html><html></html>`, "xml-doctype"],
    ["an entity that nobody declared", set(person("a@b.c", "&lol;")), "xml-broken"],
    [
      "an encoding of the last century",
      `<?xml version="1.0" encoding="IBM273"?><a/>`,
      "xml-encoding",
    ],
    ["no XML at all", "Name;Adresse\nAnna;a@b.c", "xml-broken"],
    ["nothing", "", "xml-truncated"],
    ["elements without end", "<a>".repeat(100), "xml-too-deep"],
  ])("%s is refused", async (_, content, code) => {
    const { people, heard } = await read(content);
    expect(people).toEqual([]);
    expect(heard.findings.find((finding) => finding.code === code)?.severity).toBe("stop");
  });

  test("a file that stops midway: who was complete is there, and after whom it stops is told", async () => {
    const { people, heard } = await read(
      `<DocItemSet>\n${person("a@b.c")}\n${person("Bert@b.c")}\n<DocItem Name="urn:lcd:c@b.c"><Data>`,
    );
    expect(people.map(({ owner }) => owner)).toEqual(["a@b.c", "bert@b.c"]);
    expect(heard.findings).toContainEqual({
      code: "xml-truncated",
      severity: "stop",
      place: { file: "DocItemSet.xml", line: 4 },
      facts: { after: "Bert@b.c", detail: expect.any(String) as string },
    });
  });

  test("bytes that are not UTF-8", async () => {
    const content = Buffer.from(
      `<DocItemSet>\n${person("a@b.c")}\n${person("M\u00fcller@b.c")}`,
      "latin1",
    );
    const { people, heard } = await read(content);
    expect(people.map(({ owner }) => owner)).toEqual(["a@b.c"]);
    expect(heard.findings[0]).toMatchObject({ code: "xml-bytes", place: { line: 3 } });
  });

  test("names that are not base64 stay as they are and are told once", async () => {
    const { people, heard } = await read(
      set(
        person("a@b.c", `<ContactGroup Number="1" DisplayName="Büro ?"/>`),
        person("b@b.c", `<Contact Buddy="c@b.c" DisplayName="/w=="/>`),
      ),
    );
    expect(people[0]?.groups[0]?.name).toBe("Büro ?");
    expect(people[1]?.contacts[0]?.name).toBe("/w==");
    expect(heard.findings.filter(({ code }) => code === "user-data-base64")).toEqual([
      expect.objectContaining({ facts: { count: 2, example: "Büro ?" } }),
    ]);
  });

  test("bidi controls and names that steer a reader", async () => {
    const { people } = await read(
      set(
        person(
          "a@b.c",
          `<Contact Buddy="c@b.c" DisplayName="${base64("Anna\u202Egro.live\n\u0000x")}"/>`,
        ),
      ),
    );
    expect(people[0]?.contacts[0]?.name).toBe("Annagro.live x");
  });

  test("__proto__ as attribute, element and address changes nothing", async () => {
    const { people } = await read(
      set(
        person(
          "__proto__@b.c",
          `<Contact Buddy="c@b.c" __proto__="x" constructor="y"/><__proto__>z</__proto__>`,
        ),
      ),
    );
    expect(people[0]?.owner).toBe("__proto__@b.c");
    expect(({} as Record<string, unknown>).z).toBeUndefined();
  });

  test("more contacts than there can be: the rest is counted", async () => {
    const contacts = Array.from({ length: 3005 }, (_, n) => `<Contact Buddy="c${n}@b.c"/>`).join(
      "",
    );
    const { people, heard } = await read(set(person("a@b.c", contacts)), 1 << 16);
    expect(people[0]?.contacts).toHaveLength(3000);
    expect(heard.findings).toContainEqual(
      expect.objectContaining({
        code: "user-data-too-many",
        facts: { owner: "a@b.c", left: 5, contacts: 3000, groups: 500 },
      }),
    );
  });

  test("an attribute of many megabytes ends the reading, not the memory", async () => {
    const { heard } = await read(`<DocItemSet><DocItem Name="${"x".repeat(18e6)}`, 1 << 20);
    expect(heard.codes()).toContain("xml-too-large");
  });

  test("a thousand entries without owner are told a hundred times and counted", async () => {
    const { heard } = await read(
      set(...Array.from({ length: 1000 }, () => person("nobody"))),
      4096,
    );
    expect(heard.codes().filter((code) => code === "user-data-owner")).toHaveLength(100);
    expect(heard.findings.at(-1)).toMatchObject({
      code: "more-of-the-same",
      facts: { code: "user-data-owner", told: 100, more: 900 },
    });
  });

  test("whatever bytes come, it ends and tells", async () => {
    const piece = fc.constantFrom(
      "<DocItem ",
      "Name='urn:lcd:a@b.c'>",
      "<",
      ">",
      "/",
      "&amp;",
      "]]>",
      "\u0000",
      "é",
      '"',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), async (parts) => {
        const { heard } = await read(parts.join(""), 5);
        expect(heard.findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});
