import { expect, test } from "vitest";
import { callTexts, parts } from "./texts.ts";

function keys(texts: object, prefix = ""): string[] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null ? keys(value, `${prefix}${key}.`) : [prefix + key],
  );
}

function placeholders(texts: object): Map<string, string> {
  return new Map(
    keys(texts).map((path) => {
      const text = path
        .split(".")
        .reduce<unknown>((at, part) => Reflect.get(Object(at), part), texts);
      return [path, [...String(text).matchAll(/{{(\w+)}}/g)].map(([, name]) => name).join()];
    }),
  );
}

test("German and English say the same things with the same blanks", () => {
  expect(placeholders(callTexts.en)).toEqual(placeholders(callTexts.de));
});

test("no text is empty or speaks of protocols", () => {
  for (const language of [callTexts.de, callTexts.en]) {
    const all = JSON.stringify(language);
    expect(all).not.toMatch(/":""|homeserver|widget|jitsi|matrix|token\b(?!-)/i);
  }
});

test("no folder takes the name of another one's texts", () => {
  const names = parts.flatMap(({ de }) => Object.keys(de));
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
});
