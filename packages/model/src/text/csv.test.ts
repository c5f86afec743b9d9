import { describe, expect, it } from "vitest";
import { csvCell, csvLine } from "./csv.ts";

describe("a cell of a CSV file", () => {
  it.each([
    ["a word", "Anna", "Anna"],
    ["nothing", undefined, ""],
    ["a number", -3, "-3"],
    ["a comma", "Berger, Anna", '"Berger, Anna"'],
    ["a semicolon, which others take for a comma", "a;b", '"a;b"'],
    ["a quote", 'der "Chef"', '"der ""Chef"""'],
    ["a line's end", "a\nb", '"a\nb"'],
    ["a formula", "=1+1", "'=1+1"],
    ["a formula with a quote", '=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ["a plus", "+49 30", "'+49 30"],
    ["a user id, which some programs run", "@anna:a.example", "'@anna:a.example"],
    ["a tab before a formula", "\t=1", "'\t=1"],
    ["a minus inside", "a-b", "a-b"],
  ])("with %s", (_what, value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
  it("stands in a line", () => {
    expect(csvLine(["a", undefined, true])).toBe("a,,true\r\n");
  });
});
