import { speakingLogSchema } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { logCsv } from "./log-csv.ts";
import { logOf } from "./log.ts";
import type { LoggedRecord } from "./store.ts";

const [ANNA, BEN, CHAIR] = ["@anna:a.example", "@ben:b.example", "@chair:a.example"] as const;
const TEN = Date.parse("2026-11-28T10:00:00Z");
const records: readonly LoggedRecord[] = [
  { number: 1, at: TEN, act: "given", by: CHAIR, person: ANNA, kind: "speak" },
  {
    number: 2,
    at: TEN + 61_400,
    act: "spoke",
    by: CHAIR,
    person: ANNA,
    kind: "speak",
    since: TEN,
    until: TEN + 61_400,
    turns: 1,
    sum: 61_400,
  },
  { number: 3, at: TEN + 62_000, act: "moved", by: CHAIR, person: BEN, from: 3, to: 1 },
  {
    number: 4,
    at: TEN + 63_000,
    act: "rules",
    by: CHAIR,
    firstTimeFirst: true,
    several: false,
    limit: 120,
  },
];
const log = logOf(
  records,
  new Map([
    [ANNA, '=HYPERLINK("http://evil")'],
    [CHAIR, "Eva \u202EVorsitz"],
    ["@unconcerned:a.example", "Nobody"],
  ]),
);

describe("the log", () => {
  it("has speeches with their times, sums, and the names of those concerned", () => {
    expect(speakingLogSchema.parse(log)).toEqual(log);
    expect(log.entries[1]).toEqual({
      number: 2,
      at: "2026-11-28T10:01:01.400Z",
      act: "spoke",
      by: CHAIR,
      person: ANNA,
      kind: "speak",
      since: "2026-11-28T10:00:00.000Z",
      until: "2026-11-28T10:01:01.400Z",
      seconds: 61,
      turns: 1,
      sumSeconds: 61,
    });
    expect(log.sums).toEqual([{ person: ANNA, turns: 1, seconds: 61 }]);
    expect(Object.keys(log.names)).toEqual([ANNA, CHAIR]);
    expect(log.names[CHAIR]).toBe("Eva Vorsitz");
  });

  it("is a table in which every line has as many cells, and no name works as a formula", () => {
    const lines = logCsv(log, "de").trimEnd().split("\r\n");
    expect(lines).toHaveLength(6);
    expect(lines[2]).toContain(`"'=HYPERLINK(""http://evil"")",'${ANNA},Wortmeldung`);
    expect(lines[3]).toBe(
      `3,2026-11-28T10:01:02.000Z,Verschoben,,'${BEN},,,,,,,3,1,Eva Vorsitz,'${CHAIR},`,
    );
    expect(lines[4]).toContain(
      "Erstredner zuerst: ja, Mehrere gleichzeitig: nein, Redezeit (s): 120",
    );
    expect(
      new Set(lines.map((line) => line.replaceAll(/"(?:[^"]|"")*"/g, "").split(",").length)),
    ).toEqual(new Set([16]));
    expect(logCsv(log, "en")).toContain("Floor given");
  });
});
