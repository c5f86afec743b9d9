import { describe, expect, it } from "vitest";
import { isPressed, keyNames, parseKeys, type PressedKey } from "./keys.ts";

function press(key: string, more: Partial<PressedKey> = {}): PressedKey {
  return {
    key,
    code: "",
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...more,
  };
}

describe("a combination of keys", () => {
  it.each([
    ["Ctrl+K", "Mod+K", press("k", { ctrlKey: true }), true],
    ["Ctrl+K with caps lock", "Mod+K", press("K", { ctrlKey: true }), true],
    ["K alone", "Mod+K", press("k"), false],
    ["Ctrl+Shift+K", "Mod+K", press("k", { ctrlKey: true, shiftKey: true }), false],
    [
      "AltGr, which reports Ctrl and Alt",
      "Mod+Q",
      press("@", { ctrlKey: true, altKey: true }),
      false,
    ],
    ["the question mark of a German keyboard", "?", press("?", { shiftKey: true }), true],
    ["a question mark without Shift", "?", press("?"), true],
    ["the letter of another alphabet", "Mod+K", press("л", { ctrlKey: true, code: "KeyK" }), true],
    ["a Latin letter elsewhere", "Mod+Z", press("y", { ctrlKey: true, code: "KeyZ" }), false],
    ["an arrow with Alt", "Alt+ArrowDown", press("ArrowDown", { altKey: true }), true],
    [
      "an arrow with Shift as well",
      "Alt+ArrowDown",
      press("ArrowDown", { altKey: true, shiftKey: true }),
      false,
    ],
    ["the plus", "Mod++", press("+", { ctrlKey: true }), true],
    ["a name from the prototype", "Mod+K", press("constructor", { ctrlKey: true }), false],
  ] as const)("%s", (_, keys, event, expected) => {
    expect(isPressed(parseKeys(keys), event, { mac: false })).toBe(expected);
  });

  it("on a Mac is the command key and not Ctrl", () => {
    const keys = parseKeys("Mod+K");
    expect(isPressed(keys, press("k", { metaKey: true }), { mac: true })).toBe(true);
    expect(isPressed(keys, press("k", { ctrlKey: true }), { mac: true })).toBe(false);
  });

  it.each(["", "K+Mod", "Hyper+K"])("is not %j", (text) => {
    expect(() => parseKeys(text)).toThrow(/no combination/);
  });
});

describe("the names of keys", () => {
  it.each([
    ["Mod+K", "de", ["Strg", "K"]],
    ["Mod+K", "en", ["Ctrl", "K"]],
    ["Mod+Shift+Enter", "de", ["Strg", "Umschalt", "Eingabe"]],
    ["Alt+ArrowUp", "de", ["Alt", "↑"]],
    ["Home", "de", ["Pos1"]],
    ["?", "en", ["?"]],
    ["F6", "de", ["F6"]],
  ] as const)("%s in %s", (keys, language, expected) => {
    expect(keyNames(parseKeys(keys), language, { mac: false })).toEqual(expected);
  });

  it("on a Mac are its signs", () => {
    expect(keyNames(parseKeys("Mod+Shift+K"), "de", { mac: true })).toEqual(["⌘", "⇧", "K"]);
  });
});
