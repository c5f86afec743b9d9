// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { KEYS, type PressedKey, pressed, SHORTCUTS, takesKeys } from "./keys.ts";

const shortcuts = SHORTCUTS.map((name) => ({ name, key: KEYS[name] }));

function key(name: string, more: Partial<PressedKey> = {}): PressedKey {
  return {
    key: name,
    code: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    repeat: false,
    isComposing: false,
    defaultPrevented: false,
    ...more,
  };
}

test("every key does one thing", () => {
  expect(new Set(Object.values(KEYS)).size).toBe(SHORTCUTS.length);
});

test.each([
  [key("m"), "microphone"],
  [key("M"), "microphone"],
  [key("?"), "help"],
  [key("ь", { code: "KeyM" }), "microphone"],
  // On a German keyboard Y and Z lie elsewhere: the letter counts there, not the place.
  [key("z", { code: "KeyM" }), undefined],
  [key("m", { ctrlKey: true }), undefined],
  [key("m", { repeat: true }), undefined],
  [key("m", { isComposing: true }), undefined],
  [key("m", { defaultPrevented: true }), undefined],
  [key("x"), undefined],
])("%o: %s", (event, name) => {
  expect(pressed(event, shortcuts)?.name).toBe(name);
});

test.each([
  ['<input type="search">', true],
  ["<textarea></textarea>", true],
  ["<select></select>", true],
  ['<div contenteditable="true"></div>', true],
  ['<input type="range">', false],
  ["<button></button>", false],
])("%s takes letters for itself: %s", (html, takes) => {
  document.body.innerHTML = html;
  expect(takesKeys(document.body.firstElementChild)).toBe(takes);
});
