import { describe, expect, it } from "vitest";

interface Tree {
  readonly [name: string]: string | Tree;
}

/** The start's texts and those of every feature as one tree. */
function merged(files: Record<string, Tree>): Tree {
  const all: Record<string, string | Tree> = {};
  for (const [file, tree] of Object.entries(files)) {
    for (const [name, value] of Object.entries(tree)) {
      if (name in all) throw new Error(`${file}: "${name}" is also a name in another file`);
      all[name] = value;
    }
  }
  return all;
}

const de = merged({
  ...import.meta.glob<Tree>("./de.json", { eager: true, import: "default" }),
  ...import.meta.glob<Tree>("../**/texts.de.json", { eager: true, import: "default" }),
});
const en = merged({
  ...import.meta.glob<Tree>("./en.json", { eager: true, import: "default" }),
  ...import.meta.glob<Tree>("../**/texts.en.json", { eager: true, import: "default" }),
});

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
    expect(keysOf(en).toSorted()).toEqual(german.toSorted());
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
