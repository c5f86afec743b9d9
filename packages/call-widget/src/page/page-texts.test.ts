import { createInstance } from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import { callTexts } from "../i18n/texts.ts";
import { translator, type Texts } from "./page-texts.tsx";

/** Every name that leads to a text. */
function namesOf(texts: Texts, before = ""): string[] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === "string" ? [before + name] : namesOf(value, `${before}${name}.`),
  );
}

describe.each(["de", "en"] as const)("the page's texts in %s", (language) => {
  const texts = callTexts[language] as Texts;
  const i18n = createInstance();
  beforeAll(async () => {
    await i18n.init({
      lng: language,
      resources: { [language]: { call: texts } },
      defaultNS: "call",
      interpolation: { escapeValue: false },
    });
  });

  it("are what i18next makes of them, every one", () => {
    const ours = translator(texts, language);
    const names = namesOf(texts);
    expect(names.length).toBeGreaterThan(100);
    for (const name of names) {
      const gaps = [...String(i18n.getResource(language, "call", name)).matchAll(/\{\{(\w+)/g)];
      for (const count of [0, 1, 2, 17]) {
        const values = Object.fromEntries(gaps.map(([, gap]) => [gap ?? "", `<${gap}>`]));
        const asked = name.replace(/_(?:one|other)$/, "");
        const all = { ...values, ...(asked === name ? {} : { count }) };
        expect(ours(asked, all)).toBe(i18n.t(asked, all));
      }
    }
  });

  it.each(["", "nothing", "tiles", "tiles.nothing", "__proto__.toString", "constructor"])(
    "give back a name that has none: “%s”",
    (name) => {
      expect(translator(texts, language)(name)).toBe(name);
    },
  );
});
