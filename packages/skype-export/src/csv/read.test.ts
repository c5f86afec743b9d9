import { describe, expect, test } from "vitest";
import type { Finding } from "../findings/finding.ts";
import { readCsv } from "./read.ts";

async function* once(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 611) yield bytes.subarray(at, at + 611);
}

const COLUMNS = { needed: ["SipAddress", "DisplayName"], useful: ["Guid"] };

async function read(text: string, file = "CsUser.csv") {
  const findings: Finding[] = [];
  const rows: string[] = [];
  for await (const row of readCsv(once(text), file, COLUMNS, (finding) => findings.push(finding))) {
    rows.push(`${row.line}: ${row.cell("SipAddress")} ${row.cell("displayname")}`);
  }
  const told = findings.map(({ code, place }) => `${code} ${place?.line ?? ""}`.trim());
  return { rows, told, findings };
}

const HEAD = '"SipAddress","DisplayName","Guid"\r\n';
const ROWS = '"a@x","Anna","1"\r\n"b@x","Bert","2"\r\n';
const READ = ["2: a@x Anna", "3: b@x Bert"];

describe("However the file is written, the same people stand in it", () => {
  test.each([
    ["with commas", HEAD + ROWS, READ],
    ["with the line ends of Linux", (HEAD + ROWS).replaceAll("\r", ""), READ],
    ["with semicolons, as on a German system", (HEAD + ROWS).replaceAll('","', '";"'), READ],
    ["with tabs", (HEAD + ROWS).replaceAll('","', '"\t"'), READ],
    ["without quotes", (HEAD + ROWS).replaceAll('"', ""), READ],
    ["without a line end at its end", HEAD + ROWS.trimEnd(), READ],
    ["below a #TYPE line", `#TYPE Selected.User\r\n${HEAD}${ROWS}`, ["3: a@x Anna", "4: b@x Bert"]],
    ["saved by a spreadsheet program", `sep=,\r\n${HEAD}${ROWS}`, ["3: a@x Anna", "4: b@x Bert"]],
    ["with empty lines", `${HEAD}\r\n${ROWS}\r\n\r\n`, ["3: a@x Anna", "4: b@x Bert"]],
    ["in another order", "Guid,DISPLAYNAME,sipaddress\r\n1,Anna,a@x\r\n", ["2: a@x Anna"]],
    [
      "with empty cells that PowerShell does not quote",
      `${HEAD}"a@x","Anna",\r\n`,
      ["2: a@x Anna"],
    ],
    [
      "with names put together from two characters",
      `${HEAD}"a@x","Mu\u0308ller","1"`,
      ["2: a@x Müller"],
    ],
  ])("%s", async (_, text, rows) => {
    const result = await read(text);
    expect(result.rows).toEqual(rows);
    expect(result.told).toEqual([]);
  });

  test("A text of several lines with quotes and separators is one cell", async () => {
    const { rows, told } = await read(
      `${HEAD}"a@x","An\r\nna ""die"", \r\n\r\nErste","1"\r\n${ROWS}`,
    );
    expect(rows).toEqual(['2: a@x An\r\nna "die", \r\n\r\nErste', "6: a@x Anna", "7: b@x Bert"]);
    expect(told).toEqual([]);
  });
});

describe("What is broken is named with its line, and the rest goes on", () => {
  test.each([
    ["a quote that is missing", '"x@x","Xa,"9"', "csv-broken-quote 2"],
    ["a quote at the end that is missing", '"x@x","Xa","9', "csv-broken-quote 2"],
    ["a quote at the beginning that is missing", 'x@x","Xa","9"', "csv-broken-quote 2"],
    ["a quote too many", '"x@x","X"a","9"', "csv-broken-quote 2"],
    ["a column too few", '"x@x","Xa"', "csv-broken-columns 2"],
    ["a column too many", '"x@x","Xa","9","8"', "csv-broken-columns 2"],
    ["nothing but a quote", '"', "csv-broken-quote 2"],
    ["a line of a million letters", `"${"x".repeat(1_100_000)}`, "csv-broken-too-long 2"],
  ])("%s", async (_, line, told) => {
    const result = await read(`${HEAD}${line}\r\n${ROWS}`);
    expect(result.rows).toEqual(["3: a@x Anna", "4: b@x Bert"]);
    expect(result.told).toEqual([told]);
  });

  test("A quote that is missing in a file without quotes does not swallow it", async () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `${at}@x,N${at},${at}`);
    lines[10] = '10@x,"N10,10';
    const { rows, told } = await read(`SipAddress,DisplayName,Guid\n${lines.join("\n")}\n`);
    expect(rows).toHaveLength(4999);
    expect(told).toEqual(["csv-broken-quote 12"]);
  });

  test("A file that is broken in thousands of lines tells a few hundred and counts the others", async () => {
    const lines = Array.from({ length: 1000 }, (_, at) => `"${at}@x","N","1"\r\n"broken\r\n`);
    const { rows, findings } = await read(HEAD + lines.join(""));
    expect(rows).toHaveLength(1000);
    expect(findings).toHaveLength(201);
    expect(findings.at(-1)).toMatchObject({ code: "csv-more-broken", facts: { count: 800 } });
  });

  test("A cell of a hundred thousand letters is cut and told", async () => {
    const { rows, told } = await read(`${HEAD}"a@x","${"N".repeat(100_000)}","1"\r\n`);
    expect(rows[0]).toHaveLength("2: a@x ".length + 64_000);
    expect(told).toEqual(["csv-cell-cut 2"]);
  });
});

describe("A file that would be read wrongly is refused with the line that makes it anew", () => {
  test.each([
    ["it is empty", "", "csv-empty 1"],
    ["it ends after #TYPE", "#TYPE x\r\n", "csv-empty 1"],
    ["columns are missing", '"SipAddress","Guid"\r\n"a","1"\r\n', "csv-columns-missing 1"],
    [
      "a column stands twice",
      '"SipAddress","DisplayName","sipaddress"\r\n"a","b","c"\r\n',
      "csv-columns-twice 1",
    ],
  ])("%s", async (_, text, told) => {
    const { rows, told: found, findings } = await read(text);
    expect(rows).toEqual([]);
    expect(found).toEqual([told]);
    expect(findings[0]?.severity).toBe("stop");
    expect(findings[0]?.facts["command"]).toContain("-Encoding UTF8 -NoTypeInformation");
  });

  test("It says which columns are missing, and notes those that would be useful", async () => {
    expect((await read("a,b\r\n")).findings[0]?.facts["columns"]).toBe("SipAddress, DisplayName");
    const { findings } = await read("SipAddress,DisplayName\r\na@x,Anna\r\n");
    expect(findings).toMatchObject([{ code: "csv-columns-poorer", facts: { columns: "Guid" } }]);
  });
});

test("Columns named like a part of every object are columns like others", async () => {
  const { rows, told } = await read(
    "__proto__,constructor,SipAddress,DisplayName,Guid\r\n1,2,a@x,Anna,3\r\n",
  );
  expect(rows).toEqual(["2: a@x Anna"]);
  expect(told).toEqual([]);
});
