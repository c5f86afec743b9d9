import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillMail, MAIL_STAGES, readMailTemplate } from "@plenum/model/migration";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mailStatusText, mailsText } from "./shown.ts";
import { mailTemplate } from "./templates.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plenum-mails-"));
});
afterAll(() => rm(folder, { recursive: true }));

const FACTS = {
  name: "Anna Schmidt",
  date: "Dienstag, 2. Februar 2027",
  address: "https://plenum.amt.example",
  userId: "@anna.schmidt:amt.example",
  oldAddress: "anna.schmidt@amt.example",
  agency: "Amt A",
  contact: "IT-Auskunft, Telefon 4711",
};

describe("templates", () => {
  it.each(MAIL_STAGES.flatMap((stage) => [[stage, "de"] as const, [stage, "en"] as const]))(
    "%s in %s says when, where and whom to ask",
    async (stage, language) => {
      const template = readMailTemplate(await mailTemplate(stage, language));
      if (!("subject" in template)) throw new Error("not read");
      const { subject, text, html } = fillMail(template, FACTS, language);
      expect(subject.length).toBeLessThan(80);
      for (const fact of [FACTS.name, FACTS.address, FACTS.contact, FACTS.agency]) {
        expect(text).toContain(fact);
      }
      expect(text).not.toMatch(/[{}]/);
      expect(html).toContain("<ul><li>");
    },
  );

  it("an agency's own file goes before ours, and its mistakes are named with file and line", async () => {
    await writeFile(join(folder, "t-3.de.txt"), "Betreff: Eigen\n\nGuten Tag {name}");
    expect(await mailTemplate("t-3", "de", folder)).toContain("Eigen");
    expect(await mailTemplate("t-0", "de", folder)).toContain("Heute geht es los");
    await writeFile(join(folder, "t-0.de.txt"), "Betreff: Eigen\n\nGuten Tag {vorname}");
    await expect(mailTemplate("t-0", "de", folder)).rejects.toThrow(
      "t-0.de.txt: Zeile 3: {vorname} ist kein bekannter Platzhalter",
    );
  });
});

describe("what the terminal shows", () => {
  const answer = {
    queued: 2,
    before: 1,
    withoutAddress: 3,
    examples: [{ to: "a@amt.example", subject: "S\u001B[31m", text: "Guten Tag\n\nx\n", html: "" }],
  };
  it("the first mails and the numbers, and that nothing was sent", () => {
    expect(mailsText(answer, { stage: "t-14", sent: false })).toBe(
      [
        "  | To: a@amt.example\n  | Subject: S[31m\n  |\n  | Guten Tag\n  |\n  | x",
        "t-14: 2 would be sent, 1 have one already, 3 have no mail address. Nothing was sent. Add --send to send them.",
      ].join("\n\n"),
    );
  });

  it("that they are on their way", () => {
    expect(mailsText({ ...answer, examples: [] }, { stage: "t-14", sent: true })).toBe(
      "t-14: 2 queued, 1 have one already, 3 have no mail address. They are sent in the background; see ./plenum migrate mails without --stage.",
    );
    expect(mailStatusText({ stages: [{ stage: "t-3", waiting: 1, sent: 2, failed: 0 }] })).toBe(
      "t-3    2 sent  1 waiting  0 failed",
    );
    expect(mailStatusText({ stages: [] })).toContain("No mails");
  });
});
