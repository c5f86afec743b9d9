import { csvLine } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { readPeople } from "./people-csv.ts";

const HEAD =
  "outcome,code,sipAddress,displayName,userId,externalId,department,wave,spaces,rooms,reason_de,mend_de,reason_en,mend_en,file,line\r\n";
const anna = csvLine([
  "ok",
  "ready",
  "anna@alt.example",
  "Anna Amsel",
  "@anna:amt.example",
  "anna",
  "Finanzen",
  "Pilot",
  "Finanzen",
  "",
  "Bereit.",
  undefined,
  "Ready.",
  undefined,
  "CsUser.csv",
  2,
]);
const table = (...lines: readonly string[]): Blob => new Blob(["\uFEFF", HEAD, ...lines]);

describe("people.csv", () => {
  it("says of everybody what becomes of them, as it was before spreadsheets were guarded against", async () => {
    expect(anna).toContain("'@anna");
    const read = await readPeople(table(anna));
    expect(read).toMatchObject({ bad: 0 });
    expect("people" in read && read.people.list).toMatchObject([
      {
        kind: "ok",
        code: "ready",
        name: "Anna Amsel",
        address: "anna@alt.example",
        userId: "@anna:amt.example",
        department: "Finanzen",
        wave: "Pilot",
        words: { reason: { de: "Bereit.", en: "Ready." }, mend: undefined },
        place: "CsUser.csv:2",
      },
    ]);
  });

  it("is read as a German spreadsheet program saves it", async () => {
    const text = (await table(anna).text()).replaceAll(",", ";");
    expect(await readPeople(new Blob([text]))).toMatchObject({
      bad: 0,
      people: { list: [{ wave: "Pilot" }] },
    });
  });

  it("keeps words once that many have in common", async () => {
    const read = await readPeople(table(anna, anna));
    const [one, other] = "people" in read ? read.people.list : [];
    expect(one?.words).toBe(other?.words);
    expect(one?.words).toBeDefined();
  });

  it("leaves lines out that say nothing", async () => {
    const read = await readPeople(table(anna, "ok,ready,ben\r\n", anna.replace("ok", "perhaps")));
    expect(read).toMatchObject({ bad: 2, people: { list: [{ name: "Anna Amsel" }] } });
  });

  it.each([
    ["another table", "SipAddress,DisplayName\r\nanna,Anna\r\n", "outcome"],
    ["an older one", HEAD.replace("department,", ""), "department"],
    ["nothing", "", "outcome"],
  ])("is not %s", async (_what, text, column) => {
    const read = await readPeople(new Blob([text]));
    expect("missing" in read && read.missing[0]).toBe(column);
  });
});
