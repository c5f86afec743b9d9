import { createInstance, type i18n } from "i18next";
import { describe, expect, it } from "vitest";
import type { TextKey } from "./keys.ts";
import { quickTexts } from "./quick.ts";

interface Tree {
  readonly [name: string]: string | Tree;
}
const files = {
  de: import.meta.glob<Tree>(["./de.json", "../**/texts.de.json"], {
    eager: true,
    import: "default",
  }),
  en: import.meta.glob<Tree>(["./en.json", "../**/texts.en.json"], {
    eager: true,
    import: "default",
  }),
};

function keysOf(tree: Tree, prefix = ""): readonly string[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "string" ? [prefix + name] : keysOf(value, `${prefix}${name}.`),
  );
}

async function textsIn(language: "de" | "en"): Promise<i18n> {
  const instance = createInstance();
  await instance.init({
    lng: language,
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  for (const tree of Object.values(files[language])) {
    instance.addResourceBundle(language, "translation", tree, true);
  }
  return instance;
}

describe.each(["de", "en"] as const)("texts in %s", (language) => {
  it("are what i18next makes of them, whatever somebody is called", async () => {
    const instance = await textsIn(language);
    const quick = quickTexts(instance, language);
    const fixed = instance.getFixedT(language);
    const keys = Object.values(files[language]).flatMap((tree) => keysOf(tree));
    expect(keys.length).toBeGreaterThan(300);
    const names = ["name", "time", "text", "room", "target", "day", "title", "names", "topic"];
    for (const value of ["Anna", "$& $1 {{name}} $t(x)", ""]) {
      const values = Object.fromEntries(names.map((name) => [name, value]));
      const said = (translate: (key: TextKey, values?: Record<string, string>) => string) =>
        keys.map((key) => [key, translate(key as TextKey, values), translate(key as TextKey)]);
      expect(said(quick)).toEqual(said((key, given) => fixed(key, given ?? {})));
    }
    // Thousands of texts: longer than the usual five seconds where a machine does other things.
  }, 30_000);
  it("come when they are there, and count", async () => {
    const instance = await textsIn(language);
    const quick = quickTexts(instance, language);
    const key = "later.text" as TextKey;
    expect(quick(key)).toBe(key);
    instance.addResourceBundle(
      language,
      "translation",
      { later: { text: "{{name}} there", n_one: "one", n_other: "{{count}}" } },
      true,
    );
    expect(quick(key, { name: "Ben" })).toBe("Ben there");
    expect(quick("later.n" as TextKey, { count: 1 })).toBe("one");
    expect(quick("later.n" as TextKey, { count: 5 })).toBe("5");
  });
});
