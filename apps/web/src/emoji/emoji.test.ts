import german from "emojibase-data/de/data.json";
import germanNames from "emojibase-data/de/messages.json";
import english from "emojibase-data/en/data.json";
import { describe, expect, it } from "vitest";
import { emojiData } from "./data.ts";
import { parseEmojiPreferences, withUsed } from "./preferences.ts";
import { findEmoji } from "./search.ts";

const data = emojiData("de", german, germanNames, english);
const find = (query: string, preferred: readonly string[] = []): readonly string[] =>
  findEmoji(data.emojis, query, preferred, 8).map(({ emoji }) => emoji);

describe("the emoji of the picker", () => {
  it("have names, groups and skin tones", () => {
    const wave = data.emojis.find(({ emoji }) => emoji === "👋");
    expect(wave).toMatchObject({ label: "winkende Hand", skins: { dark: "👋🏿" } });
    expect(data.categories.map(({ label }) => label)).toContain("Tiere & Natur");
    expect(data.categories.map(({ label }) => label)).not.toContain("Komponenten");
    expect(data.emojis.length).toBeGreaterThan(1500);
  });
});

describe("an emoji is found", () => {
  it.each([
    ["by its German name", "winkende", "👋"],
    ["by the beginning of a German word", "lach", "😀"],
    ["by its English name", "thumbs up", "👍️"],
    ["without the dots on its letters", "tschuss", "👋"],
    ["with the underscore of other chats", "thumbs_up", "👍️"],
  ])("%s", (_story, query, emoji) => {
    expect(find(query)).toContain(emoji);
  });

  it("first if it was used before", () => {
    expect(find("lach", ["😆"])[0]).toBe("😆");
  });

  it.each(["", "  ", "zzzzzz", "\u202E", "(", "__proto__"])("not by %j", (query) => {
    expect(find(query)).toEqual([]);
  });
});

describe("what the account remembers", () => {
  it("puts what was used first, once, and forgets the oldest", () => {
    let preferences = parseEmojiPreferences(undefined);
    for (const emoji of ["a", "b", "a"]) preferences = withUsed(preferences, emoji);
    expect(preferences.recent).toEqual(["a", "b"]);
    for (let count = 0; count < 100; count += 1) {
      preferences = withUsed(preferences, String(count));
    }
    expect(preferences.recent).toHaveLength(24);
    expect(preferences.recent[0]).toBe("99");
  });

  it.each([
    undefined,
    null,
    7,
    { recent: "x", skinTone: 5 },
    { recent: [1, 2], skinTone: "green" },
    JSON.parse('{"__proto__":{"recent":["x"]}}'),
    { recent: ["x".repeat(5000)] },
  ])("is nothing where another client wrote nonsense: %j", (content) => {
    expect(parseEmojiPreferences(content)).toEqual({ recent: [], skinTone: "none" });
  });
});
