import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fillMail,
  MAIL_PLACEHOLDERS,
  readMailTemplate,
  templateProblemText,
  type MailFacts,
  type MailTemplate,
} from "./template.ts";

const FACTS: MailFacts = {
  name: "Anna Schmidt",
  date: "Dienstag, 2. Februar 2027",
  address: "https://plenum.amt.example",
  userId: "@anna.schmidt:amt.example",
  oldAddress: "anna.schmidt@amt.example",
  agency: "Amt A",
  contact: "IT-Auskunft, Telefon 4711",
};

function template(text: string): MailTemplate {
  const read = readMailTemplate(text);
  if (!("subject" in read)) throw new Error(JSON.stringify(read));
  return read;
}

describe("a template", () => {
  it.each([
    ["Betreff: {name} wechselt\n\nGuten Tag", ["name"]],
    ["\uFEFFSubject: Move\r\n\r\n{date} {address}", ["date", "address"]],
  ])("%j is read", (text, uses) => {
    expect([...template(text).uses]).toEqual(uses);
  });

  it.each([
    ["Guten Tag", ["Zeile 1: Die erste Zeile", "Zeile 1: Nach dem Betreff"]],
    ["Betreff:\n\nText", ["Zeile 1: Die erste Zeile"]],
    ["Betreff: x\n", ["Zeile 2: Nach dem Betreff"]],
    [
      "Betreff: x\n\nGuten Tag {vorname},\n{ name }",
      ["Zeile 3: {vorname} ist kein", "Zeile 4: {name} ist kein"],
    ],
    ["Betreff: x\n\n{__proto__} {}", ["Zeile 3: {__proto__} ist", "Zeile 3: {} ist"]],
    ["Betreff: x\n\n{name", ["Zeile 3: Hier steht eine geschweifte"]],
    [`Betreff: x\n\n${"a".repeat(20_001)}`, ["Zeile 1: Die Vorlage ist länger"]],
  ])("%j is refused, with the line and the name", (text, problems) => {
    const read = readMailTemplate(text);
    const said = "subject" in read ? [] : read.map((each) => templateProblemText(each, "de"));
    expect(said).toHaveLength(problems.length);
    for (const [index, problem] of problems.entries()) expect(said[index]).toContain(problem);
  });

  it("says so in English too", () => {
    expect(templateProblemText({ line: 2, problem: "unknown-placeholder", name: "x" }, "en")).toBe(
      `Line 2: {x} is no known placeholder. Known are ${MAIL_PLACEHOLDERS.map((each) => `{${each}}`).join(", ")}.`,
    );
  });
});

describe("a mail", () => {
  const TEXT =
    "Betreff: Umstieg am {date}\n\nGuten Tag {name},\nwillkommen.\n\nEs bleibt:\n- {oldAddress}\n- alles\n\nNeu: {address}.";
  it("has its facts as text and as HTML with paragraphs, lists and links", () => {
    const mail = fillMail(template(TEXT), FACTS, "de");
    expect(mail.subject).toBe("Umstieg am Dienstag, 2. Februar 2027");
    expect(mail.text).toContain("Guten Tag Anna Schmidt,\nwillkommen.");
    expect(mail.html).toContain("<p>Guten Tag Anna Schmidt,<br>willkommen.</p>");
    expect(mail.html).toContain(
      "<p>Es bleibt:</p>\n<ul><li>anna.schmidt@amt.example</li><li>alles</li></ul>",
    );
    expect(mail.html).toContain(
      '<a href="https://plenum.amt.example">https://plenum.amt.example</a>.</p>',
    );
  });

  it.each([
    ["Eve\r\nBcc: x@evil.example", "Eve Bcc: x@evil.example"],
    ["{contact}", "{contact}"],
    ["A\u202Ebla\u0000", "Abla"],
    ["$& $1", "$& $1"],
  ])("lets no name out of its place: %j", (name, shown) => {
    const mail = fillMail(template("Betreff: {name}\n\n{name}"), { ...FACTS, name }, "de");
    expect(mail.subject).toBe(shown);
    expect(mail.text).toBe(`${shown}\n`);
  });

  it("has no markup but its own, and one line of subject, whatever the facts are", () => {
    assert(
      property(string({ unit: "binary" }), string({ unit: "grapheme" }), (name, contact) => {
        const facts = { ...FACTS, name, contact: `<b>"${contact}'` };
        const mail = fillMail(
          template("Betreff: {name}{contact}\n\n{name} {contact}"),
          facts,
          "en",
        );
        expect(mail.subject).not.toMatch(/[\r\n\0]/);
        expect(mail.html).not.toContain("<b>");
      }),
    );
  });
});
