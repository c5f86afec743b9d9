import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { lobbyContentSchema, lobbyWaitingSchema } from "./events.ts";
import { joinRuleWithLobby, knockPause, passesLobby, type Refusal } from "./rules.ts";
import { shownWords } from "./text.ts";

const at = (time: string): Date => new Date(`2026-11-22T${time}Z`);

describe("who passes the lobby without being looked at", () => {
  it.each([
    ["a colleague, where colleagues pass", "colleague", false, { colleagues: true }, true],
    ["a colleague, where they do not", "colleague", false, {}, false],
    ["nobody of another agency for that", "external", false, { colleagues: true }, false],
    ["no guest for that", "guest", false, { colleagues: true }, false],
    ["a guest who was in before", "guest", true, { returning: true }, true],
    ["somebody of elsewhere who was in before", "external", true, { returning: true }, true],
    ["not, where everybody is looked at", "guest", true, {}, false],
  ] as const)("%s", (_story, kind, admittedBefore, rules, passes) => {
    expect(
      passesLobby({ kind, admittedBefore }, { colleagues: false, returning: false, ...rules }),
    ).toBe(passes);
  });
});

describe("the join rule of a room with a lobby", () => {
  it.each([
    ["invite", true, "knock"],
    ["knock", true, "knock"],
    ["public", true, "knock"],
    ["restricted", true, "knock_restricted"],
    ["knock_restricted", true, "knock_restricted"],
    ["something new", true, "knock"],
    ["private", true, "private"],
    ["private", false, "private"],
    ["knock", false, "invite"],
    ["knock_restricted", false, "restricted"],
    ["invite", false, "invite"],
    ["public", false, "public"],
  ] as const)("%s, turned on: %s, becomes %s", (rule, on, expected) => {
    expect(joinRuleWithLobby(rule, on)).toBe(expected);
  });
});

describe("knocking again after a refusal", () => {
  const refused = (time: string, name = "Erika Muster (Gast)", banned = false): Refusal => ({
    at: at(time),
    name,
    banned,
  });
  it.each<[string, Refusal[], string | undefined, string, Date | "never" | undefined]>([
    ["is fine for whoever never was refused", [], "Erika Muster", "10:00:00", undefined],
    ["waits a minute", [refused("10:00:00")], "Erika Muster", "10:00:30", at("10:01:00")],
    ["is fine after it", [refused("10:00:00")], "Erika Muster", "10:01:00", undefined],
    [
      "waits longer each time",
      [refused("09:50:00"), refused("10:00:00")],
      "Erika Muster",
      "10:01:00",
      at("10:05:00"),
    ],
    [
      "waits a quarter of an hour at most",
      Array.from({ length: 9 }, () => refused("10:00:00")),
      "Erika Muster",
      "10:01:00",
      at("10:15:00"),
    ],
    [
      "knows the same name in other letters",
      [refused("10:00:00")],
      "ERIKA-MÚSTER",
      "10:00:30",
      at("10:01:00"),
    ],
    [
      "does not keep another person at the same address",
      [refused("10:00:00")],
      "Jo Klein",
      "10:00:30",
      undefined,
    ],
    [
      "keeps an address that tries many names",
      [refused("10:00:00", "A"), refused("10:00:00", "B"), refused("10:00:00", "C")],
      "D",
      "10:01:00",
      at("10:15:00"),
    ],
    [
      "knows an account under any name",
      [refused("10:00:00")],
      undefined,
      "10:00:30",
      at("10:01:00"),
    ],
    [
      "never comes for the banned",
      [refused("08:00:00", "Erika Muster", true)],
      "Erika Muster",
      "23:00:00",
      "never",
    ],
  ])("%s", (_story, refusals, name, now, expected) => {
    expect(knockPause(refusals, name, at(now))).toEqual(expected);
  });
});

describe("words from outside", () => {
  it.each([
    ["stay as they are", "Ich habe die Zahlen – für 14 Uhr.", "Ich habe die Zahlen – für 14 Uhr."],
    ["lose direction overrides", "abc\u202Edef\u2066ghi", "abcdefghi"],
    ["stay markup as text", "<b>Hallo</b> &amp;", "<b>Hallo</b> &amp;"],
    ["are one line", "eins\r\nzwei\u2028drei", "eins zwei drei"],
    ["lose piles of marks", `a${"\u0338".repeat(10_000)}b`, `a${"\u0338".repeat(5)}b`],
    ["may be nothing", "\u200B\u0000 ", ""],
  ])("%s", (_story, raw, shown) => {
    expect(shownWords(raw, 1000)).toBe(shown);
  });

  it("keep lines where they are wanted, but no holes", () => {
    expect(shownWords(" Guten Tag \n\n\n\n es geht gleich los ", 100, { lines: true })).toBe(
      "Guten Tag\n\nes geht gleich los",
    );
  });

  it(
    "are short, without controls, and do not change when cleaned again",
    { timeout: 60_000 },
    () => {
      assert(
        property(string({ unit: "binary", maxLength: 100 }), (raw) => {
          const words = shownWords(raw, 50);
          expect(Array.from(words).length).toBeLessThanOrEqual(50);
          expect(words).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
          expect(shownWords(words, 50)).toBe(words);
        }),
      );
    },
  );
});

describe("what a room says about its lobby", () => {
  it.each([
    ["nothing", undefined],
    ["nonsense", { message: 4, colleagues: "yes", returning: null }],
    ["a text", "lobby"],
    ["a forged prototype", JSON.parse('{"__proto__": {"colleagues": true}}') as unknown],
  ])("%s counts as not said", (_story, content) => {
    expect(lobbyContentSchema.parse(content)).toMatchObject({
      message: "",
      colleagues: false,
      returning: true,
    });
  });

  it("a number of people that is none is nobody", () => {
    expect(lobbyWaitingSchema.parse({ count: -3 }).count).toBe(0);
    expect(lobbyWaitingSchema.parse({ count: "7" }).count).toBe(0);
    expect(lobbyWaitingSchema.safeParse(undefined).success).toBe(false);
  });
});
