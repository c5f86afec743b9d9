import { describe, expect, it } from "vitest";
import { cursorOf, pageOf, placeOf } from "./page.ts";

const place = { at: "2026-12-01T09:00:00.000Z", id: "abc" };

describe("pages of a list", () => {
  it("a cursor leads back to its place", () => {
    expect(placeOf(cursorOf(place))).toEqual(place);
    expect(placeOf(undefined)).toBeUndefined();
  });

  it.each([["x"], ["bnVsbA"], [Buffer.from('["now","a"]').toString("base64url")], [""]])(
    "%j is none",
    (text) => {
      expect(() => placeOf(text)).toThrow("The request is not valid.");
    },
  );

  it.each([
    ["fewer than a page", ["a"], 2, ["a"], false],
    ["exactly a page", ["a", "b"], 2, ["a", "b"], false],
    ["one more: there is another page", ["a", "b", "c"], 2, ["a", "b"], true],
  ])("%s", (_story, rows, limit, shown, more) => {
    const page = pageOf(rows, limit, (id) => ({ at: place.at, id }));
    expect(page.rows).toEqual(shown);
    expect(page.cursor === undefined ? false : placeOf(page.cursor)?.id === "b").toBe(more);
  });
});
