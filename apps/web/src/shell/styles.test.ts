import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const SOURCES = new URL("..", import.meta.url).pathname;

/** Classes that a style sheet lays out: those that begin a rule on their own. */
function classesOf(css: string): ReadonlySet<string> {
  return new Set([...css.matchAll(/^(\.pl-[\w-]+)\s*[,{]/gm)].map(([, name = ""]) => name));
}

it("each class is laid out by one style sheet: all of them are loaded in the end", () => {
  const places = new Map<string, string[]>();
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".css"))) {
    for (const name of classesOf(readFileSync(join(SOURCES, file), "utf8"))) {
      places.set(name, [...(places.get(name) ?? []), file]);
    }
  }
  expect(places.size).toBeGreaterThan(100);
  expect([...places].filter(([, found]) => found.length > 1)).toEqual([]);
});
