import { describe, expect, it } from "vitest";
import { textOf } from "../../http/body.ts";
import { readConferenceFile } from "./csv.ts";
import { instantOf } from "./wall-time.ts";

const read = (text: string) => readConferenceFile(text, "Europe/Berlin");

describe("a file of conference rooms", () => {
  it("is read as a spreadsheet of this country writes it", () => {
    const file = [
      "Titel;Art;Beginn;Ende;Verschlüsselt;Teilnehmende;Kennung",
      'Ausschuss für Grünflächen;Gremium;01.12.2026 09:30;01.12.2026 12:00;ja;"@anna:a.example, @bernd:a.example";gf-1',
      "",
      '"Schulung; Teil 2";Schulung;;;nein;;',
    ].join("\r\n");
    expect(read(`\uFEFF${file}`)).toEqual({
      bad: [],
      entries: [
        {
          line: 2,
          wish: {
            title: "Ausschuss für Grünflächen",
            kind: "committee",
            startsAt: "2026-12-01T08:30:00.000Z",
            endsAt: "2026-12-01T11:00:00.000Z",
            encrypted: true,
            invite: ["@anna:a.example", "@bernd:a.example"],
            externalKey: "gf-1",
          },
        },
        { line: 4, wish: { title: "Schulung; Teil 2", kind: "training", encrypted: false } },
      ],
    });
  });

  it.each([
    ["commas and English", "title,kind\nBudget,committee", { title: "Budget", kind: "committee" }],
    ["tabs", "Titel\tWartebereich\nHaushalt\tja", { title: "Haushalt", lobby: true }],
    ["the old letters of Windows", "Titel\nB\u00FCrgerb\u00FCro", { title: "Bürgerbüro" }],
    [
      "a column of every object",
      "Titel;Art\n__proto__;meeting",
      { title: "__proto__", kind: "meeting" },
    ],
  ])("is read with %s", (_story, text, wish) => {
    const windows = Uint8Array.from(text, (sign) => sign.codePointAt(0) ?? 0);
    for (const variant of [text, textOf(windows)]) {
      expect(read(variant)).toEqual({ bad: [], entries: [{ line: 2, wish }] });
    }
  });

  it.each([
    ["nothing at all", "", [{ line: 1, field: "title", reason: "missing" }]],
    ["no title", "Art\nmeeting", [{ line: 1, field: "title", reason: "missing" }]],
    ["a column that nobody knows", "Titel;Farbe\nA;rot", [{ line: 1, reason: "unknown-column" }]],
    [
      "a column that every object has",
      "Titel;constructor\nA;x",
      [{ line: 1, reason: "unknown-column" }],
    ],
    ["a column twice", "Titel;Name\nA;B", [{ line: 1, reason: "columns" }]],
    [
      "a kind that is none",
      "Titel;Art\nA;Feier",
      [{ line: 2, field: "kind", reason: "not-valid" }],
    ],
    [
      "a time that is none",
      "Titel;Beginn\nA;31.02.2026 09:00\nB;heute",
      [
        { line: 2, field: "startsAt", reason: "not-a-time" },
        { line: 3, field: "startsAt", reason: "not-a-time" },
      ],
    ],
    ["too many columns", "Titel\nA;B;C", [{ line: 2, reason: "columns" }]],
    [
      "neither yes nor no",
      "Titel;Lobby\nA;vielleicht",
      [{ line: 2, field: "lobby", reason: "not-valid" }],
    ],
    ["a quote that does not end", 'Titel\n"A\nB', [{ line: 3, reason: "not-valid" }]],
  ])("names what is wrong: %s", (_story, text, bad) => {
    expect(read(text).bad).toEqual(bad);
  });
});

describe("times in a table", () => {
  it.each([
    ["2026-12-01T09:30+01:00", "2026-12-01T08:30:00.000Z"],
    ["2026-12-01 09:30", "2026-12-01T08:30:00.000Z"],
    ["1.7.2026 9.30 Uhr", "2026-07-01T07:30:00.000Z"],
    // The clock is put forward at two: there is no half past two.
    ["29.03.2026 02:30", undefined],
    // It is put back at three: half past two comes twice, the first counts.
    ["25.10.2026 02:30", "2026-10-25T00:30:00.000Z"],
    ["2026-13-01 09:30", undefined],
    ["2026-12-01", undefined],
    ["24:61", undefined],
    ["", undefined],
  ])("%j", (text, expected) => {
    expect(instantOf(text, "Europe/Berlin")).toBe(expected);
  });
});
