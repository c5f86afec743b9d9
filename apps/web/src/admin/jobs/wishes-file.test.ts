import { expect, test } from "vitest";
import { isJson, wishesOf } from "./wishes-file.ts";

test.each([
  ["a list", '[{"title":"A"}]', [{ title: "A" }]],
  ["what the API takes", '{"conferences":[{"title":"A"}],"label":"x"}', [{ title: "A" }]],
  ["with a byte order mark", '\uFEFF[{"title":"A"}]', [{ title: "A" }]],
  ["wrong wishes, which the server names", "[1]", [1]],
  ["an empty list", "[]", undefined],
  ["an empty file", "", undefined],
  ["no JSON", "Titel;Art", undefined],
  ["something else", '{"rooms":[]}', undefined],
])("%s", (_what, text, wishes) => {
  expect(wishesOf(text)).toEqual(wishes);
});

test("files are told apart by their names", () => {
  expect(["a.json", "A.JSON", "a.csv", "json", "a.json.csv"].map(isJson)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
