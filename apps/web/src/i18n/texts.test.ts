import { describe, expect, it } from "vitest";
import de from "./de.json";
import en from "./en.json";

interface Tree {
  readonly [name: string]: string | Tree;
}

function keysOf(tree: Tree, prefix = ""): readonly string[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "string" ? [prefix + name] : keysOf(value, `${prefix}${name}.`),
  );
}

function textAt(tree: Tree, key: string): string {
  const found = key
    .split(".")
    .reduce<string | Tree | undefined>(
      (at, name) => (typeof at === "object" ? at[name] : undefined),
      tree,
    );
  return typeof found === "string" ? found : "";
}

const values = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").toSorted();

const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const code = Object.values(sources).join("\n");
const german = keysOf(de);
const bases = [...new Set(german.map((key) => key.replace(/_(?:one|other)$/, "")))];

/** Beginnings of keys that are put together from a stable word, e.g. `problem.api.`. */
const prefixes = [...code.matchAll(/t\(\s*`([\w.-]+)\$\{/g)].map((match) => match[1] ?? "");
/** What stands after such a word, e.g. `.title` of `start.${reason}.title`. */
const used = (key: string): boolean =>
  code.includes(`"${key}"`) || prefixes.some((prefix) => key.startsWith(prefix));

describe("texts", () => {
  it("are the same set in German and English", () => {
    expect(keysOf(en)).toEqual(german);
  });

  it.each(german)("%s is not empty and takes the same values in both languages", (key) => {
    expect(textAt(de, key)).not.toBe("");
    expect(textAt(en, key)).not.toBe("");
    expect(values(textAt(en, key))).toEqual(values(textAt(de, key)));
  });

  it("are all used", () => {
    expect(bases.filter((key) => !used(key))).toEqual([]);
  });

  it("that the code asks for are all there", () => {
    const asked = [...code.matchAll(/\bt\(\s*"([\w.-]+)"/g)].map((match) => match[1] ?? "");
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !bases.includes(key))).toEqual([]);
  });
});
