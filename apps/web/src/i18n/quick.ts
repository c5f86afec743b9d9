import type { i18n } from "i18next";
import type { TextKey, Translate } from "./keys.ts";
import type { Language } from "./language.ts";

const GAP = /\{\{(\w+)\}\}/g;
/** What only i18next itself can do: formats, texts inside of texts. */
const MORE = /\{\{\w*[^\w}]|\$t\(/;

/**
 * Translates as i18next does, and remembers the texts: a screen asks for hundreds of them, again
 * and again. Numbers, which choose between forms of a text, and texts that are not there yet go to
 * i18next each time.
 */
export function quickTexts(instance: i18n, language: Language): Translate {
  const fixed = instance.getFixedT(language);
  const known = new Map<TextKey, string>();
  const textOf = (key: TextKey): string | undefined => {
    const there = known.get(key);
    if (there !== undefined) return there;
    const text: unknown = instance.getResource(language, "translation", key);
    if (typeof text !== "string" || MORE.test(text)) return undefined;
    known.set(key, text);
    return text;
  };
  return (key, values) => {
    if (values !== undefined && "count" in values) return fixed(key, values);
    const text = textOf(key);
    if (text === undefined) return fixed(key, values ?? {});
    if (values === undefined || !text.includes("{{")) return text;
    let missing = false;
    const filled = text.replaceAll(GAP, (gap, name: string) => {
      missing ||= values[name] === undefined;
      return String(values[name] ?? gap);
    });
    return missing ? fixed(key, values) : filled;
  };
}
