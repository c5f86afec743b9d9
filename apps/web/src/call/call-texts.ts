import { CALL_NAMESPACE, loadCallTexts } from "@plenum/call-widget";
import type { i18n } from "i18next";
import type { Language } from "../i18n/language.ts";

const loading = new WeakMap<i18n, Map<Language, Promise<void>>>();

/**
 * The call brings its own texts; they join the client's when they are first needed.
 * @returns the same promise every time, until it fails
 */
export function addCallTexts(instance: i18n, language: Language): Promise<void> {
  const languages = loading.get(instance) ?? new Map<Language, Promise<void>>();
  loading.set(instance, languages);
  const known = languages.get(language);
  if (known) return known;
  const add = async (): Promise<void> => {
    try {
      const { callTexts } = await loadCallTexts[language]();
      instance.addResourceBundle(language, CALL_NAMESPACE, callTexts);
    } catch (error) {
      languages.delete(language);
      throw error;
    }
  };
  const added = add();
  languages.set(language, added);
  return added;
}
