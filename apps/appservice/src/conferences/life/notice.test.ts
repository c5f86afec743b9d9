import { describe, expect, it } from "vitest";
import { noticeText } from "./notice.ts";

const closesAt = new Date("2026-12-11T09:00:00Z");

describe("what people in a room are told about its end", () => {
  it.each([
    [
      "over, in German",
      { what: "over", closesAt, closing: "delete" },
      "de",
      "11. Dezember 2026 um 10:00 mit allen Nachrichten gelöscht",
    ],
    [
      "over, in English",
      { what: "over", closesAt, closing: "read-only" },
      "en",
      "will be closed on 11 December 2026 at 10:00",
    ],
    [
      "the last warning",
      { what: "last-warning", closesAt, closing: "delete" },
      "de",
      "Letzte Erinnerung",
    ],
    ["closed", { what: "read-only" }, "en", "You can still read it"],
    ["it stays open", { what: "stays", endsAt: closesAt }, "de", "Neues Ende: 11. Dezember 2026"],
    ["it stays open for good", { what: "stays", endsAt: undefined }, "en", "This room stays open."],
  ] as const)("%s", (_story, notice, language, part) => {
    expect(noticeText(notice, language, "Europe/Berlin")).toContain(part);
  });
});
