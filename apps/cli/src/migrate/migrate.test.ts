import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { reportSchema, type Language, type Report } from "@plenum/skype-export";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { check, type CheckOptions } from "./check.ts";
import { preview } from "./preview.ts";
import { rules } from "./rules.ts";
import { told } from "./testing/told.ts";

const SAMPLES = fileURLToPath(
  new URL("../../../../packages/skype-export/samples/", import.meta.url),
);
const SIGN_IN = "signIn: { provider: oidc-keycloak, id: userPrincipalName }\n";
const ONE_SERVER = `servers: { land.example: land.example, polizei.land.example: land.example }\n${SIGN_IN}`;

// Whole exports are read; a machine that does much else takes its time.
vi.setConfig({ testTimeout: 60_000 });

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "plenum-migrate-"));
});
afterEach(() => rm(place, { recursive: true, force: true }));

/** An export of some of the samples, under the names given. */
async function exportOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(place, "export");
  await mkdir(folder);
  for (const [name, sample] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await copyFile(join(SAMPLES, sample), join(folder, name));
  }
  return folder;
}

async function checked(
  where: string,
  wishes: Partial<CheckOptions> = {},
): Promise<{ code: number; text: string }> {
  const options: CheckOptions = { report: join(place, "report"), language: "de", ...wishes };
  return told((reporter) => check(where, options, reporter));
}

async function report(): Promise<Report> {
  return reportSchema.parse(JSON.parse(await readFile(join(place, "report/report.json"), "utf8")));
}

async function rulesFile(text: string): Promise<string> {
  const file = join(place, "migration.yaml");
  await writeFile(file, text);
  return file;
}

describe("The check of the samples", () => {
  it("says of everybody what becomes of them, and what is lost", async () => {
    const { code, text } = await checked(SAMPLES, { retentionDays: 365 });
    expect(code).toBe(2);
    expect(text).toContain("10 bereit, 0 Konflikte, 1 blockiert, 2 ausgelassen");
    expect(text).toContain("test/alt@land.example");
    const { totals, counts, findings, byCode } = await report();
    expect(totals).toEqual({ ok: 10, conflict: 0, blocked: 1, skipped: 2 });
    expect(counts).toMatchObject({ contactLists: 3, contacts: 10, channels: 3, meetings: 3 });
    expect(byCode.map((it) => it.code)).toEqual(
      expect.arrayContaining(["ready", "no-address", "account-disabled", "meeting-room"]),
    );
    expect(findings.map((it) => it.code)).toEqual(
      expect.arrayContaining([
        "user-data-stopped",
        "chat-in-two-forms",
        "user-data-twice",
        "loss-pins",
        "loss-presence",
        "loss-response-groups",
        "loss-archive",
        "loss-history",
      ]),
    );
  });

  it("takes two people for one id for a conflict, and lists both with the mend", async () => {
    const { code } = await checked(SAMPLES, { rules: await rulesFile(ONE_SERVER) });
    expect(code).toBe(2);
    const { undecided, totals } = await report();
    expect(totals.conflict).toBe(2);
    const both = undecided.filter((it) => it.code === "same-id");
    expect(both.map((it) => it.address)).toEqual([
      "p.vogel@land.example",
      "p.vogel@polizei.land.example",
    ]);
    expect(both[0]?.mend?.de).toContain("exceptions");
    expect(both[0]?.mend?.en).toContain("exceptions");
  });

  it("writes a report that runs nothing, in both languages", async () => {
    await checked(SAMPLES, { rules: await rulesFile(ONE_SERVER) });
    const csv = await readFile(join(place, "report/people.csv"), "utf8");
    expect(csv.charCodeAt(0)).toBe(0xfe_ff);
    expect(csv).toContain("'=cmd|calc");
    expect(csv).toContain("'@anna.schmidt:land.example");
    for (const language of ["de", "en"] as const) {
      const html = await readFile(join(place, `report/report.${language}.html`), "utf8");
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).not.toMatch(/<script|undefined|\[object/i);
    }
  });

  it("begins the rules, once", async () => {
    await checked(SAMPLES);
    const file = join(place, "report/migration.yaml");
    expect(await readFile(file, "utf8")).toContain("'polizei.land.example'");
    await writeFile(file, "mine");
    await checked(SAMPLES);
    expect(await readFile(file, "utf8")).toBe("mine");
  });

  it("is good where nothing is open", async () => {
    const folder = await exportOf({
      "CsUser.csv": "AdUsers.csv",
    });
    const lines = [
      "SipAddress,Enabled,DisplayName,UserPrincipalName",
      "sip:anna@land.example,True,Anna,anna@ad.example",
    ];
    await writeFile(join(folder, "CsUser.csv"), lines.join("\r\n"));
    const item =
      '<DocItem Name="urn:lcd:anna@land.example"><Data><HomedResource/></Data></DocItem>';
    await writeFile(join(folder, "DocItemSet.xml"), `<DocItemSet>${item}</DocItemSet>`);
    expect(await checked(folder)).toMatchObject({ code: 0 });
    expect(await checked(folder, { language: "en" })).toMatchObject({
      text: expect.stringContaining("Everything is ready"),
    });
  });
});

describe("Bad input", () => {
  const cases: readonly (readonly [string, Language, Readonly<Record<string, string>>, RegExp])[] =
    [
      ["lost umlauts", "de", { "CsUser.csv": "CsUser.ps51-default.csv" }, /-Encoding UTF8/],
      ["lost umlauts", "en", { "CsUser.csv": "CsUser.ps51-default.csv" }, /-Encoding UTF8/],
      [
        "no people at all",
        "de",
        { "DocItemSet.xml": "ExportedUserData/DocItemSet.xml" },
        /fehlt die Liste der Personen.*Get-CsUser/,
      ],
    ];
  it.each(cases)("%s (%s) stops the check with the line that mends it", async (...it) => {
    const [, language, files, sentence] = it;
    const { code, text } = await checked(await exportOf(files), { language });
    expect(code).toBe(2);
    expect(text).toMatch(sentence);
  });

  it.each([
    ["de", /lässt sich nicht öffnen/],
    ["en", /cannot be opened/],
  ] as const)("a folder that is not there is named (%s)", async (language, sentence) => {
    const { code, text } = await checked(join(place, "nowhere"), { language });
    expect(code).toBe(2);
    expect(text).toMatch(sentence);
  });

  it("an empty folder is told what it needs", async () => {
    const { code, text } = await checked(await exportOf({}));
    expect(code).toBe(2);
    expect(text).toContain("Get-CsUser");
  });

  it("XML that ends too early costs only what stood behind it", async () => {
    const folder = await exportOf({ "CsUser.csv": "CsUser.csv" });
    const whole = await readFile(join(SAMPLES, "ExportedUserData/DocItemSet.xml"), "utf8");
    await writeFile(
      join(folder, "DocItemSet.xml"),
      whole.slice(0, whole.lastIndexOf("<DocItem ") + 60),
    );
    expect((await checked(folder)).code).toBe(2);
    const { findings, counts } = await report();
    expect(findings.some((it) => it.code.startsWith("xml-"))).toBe(true);
    expect(counts["contactLists"]).toBeGreaterThan(0);
  });

  it("rules with a mistake plan nothing and name the line", async () => {
    const file = await rulesFile(`${ONE_SERVER}wavse: []\n`);
    const { code, text } = await checked(SAMPLES, { rules: file });
    expect(code).toBe(2);
    expect(text).toMatch(/Zeile 3.*wavse/);
    await expect(report()).rejects.toThrow(/ENOENT/);
  });

  it("a homeserver that does not answer stops the check", async () => {
    const { code, text } = await checked(SAMPLES, { homeserver: join(place, "nothing") });
    expect(code).toBe(2);
    expect(text).toContain("--homeserver");
  });
});

describe("Rules and preview", () => {
  it("the example is written once and never over another", async () => {
    const options = { output: join(place, "migration.yaml"), language: "de" } as const;
    const run = (): Promise<{ code: number; text: string }> =>
      told((reporter) => rules(SAMPLES, options, reporter));
    expect(await run()).toMatchObject({ code: 0 });
    const again = await run();
    expect(again.code).toBe(2);
    expect(again.text).toContain("nicht überschrieben");
  });

  it("the preview shows the first people and every collision", async () => {
    const file = await rulesFile(ONE_SERVER);
    const { code, text } = await told((reporter) =>
      preview(SAMPLES, { rules: file, first: 2, language: "de" }, reporter),
    );
    expect(code).toBe(1);
    expect(text).toContain("2 von 13 Personen");
    expect(text).not.toContain("mehmet.yilmaz");
    expect(text.match(/p\.vogel@polizei\.land\.example \(/g)).not.toBeNull();
  });
});
