import { createInstance, type i18n } from "i18next";
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { FeatureTexts } from "./feature-texts.ts";
import type { Translate } from "./keys.ts";
import { storeLanguage, type Language } from "./language.ts";
import { quickTexts } from "./quick.ts";

export interface I18n {
  readonly t: Translate;
  readonly language: Language;
  /** For views of packages that bring their own texts. */
  readonly instance: i18n;
  readonly setLanguage: (language: Language) => Promise<void>;
  /** Texts of a feature in the current language; the same promise every time. */
  readonly load: (texts: FeatureTexts) => Promise<void>;
  /** Whether they are there already. */
  readonly isLoaded: (texts: FeatureTexts) => boolean;
}

const I18nContext = createContext<I18n | undefined>(undefined);

const files = { de: () => import("./de.json"), en: () => import("./en.json") };

/** An i18next instance with one language loaded; the other is fetched when it is chosen. */
export async function createTexts(language: Language): Promise<i18n> {
  const instance = createInstance();
  await instance.init({
    lng: language,
    resources: { [language]: { translation: (await files[language]()).default } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}

/** Texts of a feature ahead of its first showing, which then suspends nothing. */
export async function addFeatureTexts(
  instance: i18n,
  language: Language,
  texts: FeatureTexts,
): Promise<void> {
  await loaderOf(instance).load(texts, language);
}

/** Texts, language and the switch between languages for everything inside. */
export function I18nProvider({
  instance,
  initial,
  children,
}: {
  instance: i18n;
  initial: Language;
  children: ReactNode;
}): ReactNode {
  const [language, setLanguage] = useState(initial);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const loader = loaderOf(instance);
  const value = useMemo<I18n>(() => {
    return {
      language,
      instance,
      t: quickTexts(instance, language),
      async setLanguage(next) {
        const texts = await files[next]();
        instance.addResourceBundle(next, "translation", texts.default, true);
        // What is on the screen must not fall back to its keys.
        await loader.loadAll(next);
        await instance.changeLanguage(next);
        storeLanguage(next);
        setLanguage(next);
      },
      load: (texts) => loader.load(texts, language),
      isLoaded: (texts) => loader.isLoaded(texts, language),
    };
  }, [instance, language, loader]);
  return <I18nContext value={value}>{children}</I18nContext>;
}

type Loader = ReturnType<typeof createLoader>;
const loaders = new WeakMap<i18n, Loader>();

function loaderOf(instance: i18n): Loader {
  const known = loaders.get(instance) ?? createLoader(instance);
  loaders.set(instance, known);
  return known;
}

/** Remembers which features have been used, and in which languages their texts are there. */
function createLoader(instance: i18n) {
  const there = new Map<FeatureTexts, Set<Language>>();
  const loaded = new Map<FeatureTexts, Map<Language, Promise<void>>>();
  const load = (texts: FeatureTexts, language: Language): Promise<void> => {
    const languages = loaded.get(texts) ?? new Map<Language, Promise<void>>();
    loaded.set(texts, languages);
    const known = languages.get(language);
    if (known) return known;
    const fetched = async (): Promise<void> => {
      const file = await texts[language]();
      instance.addResourceBundle(language, "translation", file.default, true);
      there.set(texts, (there.get(texts) ?? new Set()).add(language));
    };
    const promise = fetched().catch((error: unknown) => {
      languages.delete(language);
      throw error;
    });
    languages.set(language, promise);
    return promise;
  };
  return {
    load,
    isLoaded: (texts: FeatureTexts, language: Language) => there.get(texts)?.has(language) === true,
    loadAll: (language: Language) =>
      Promise.all([...loaded.keys()].map((texts) => load(texts, language))),
  };
}

/** The texts in the current language. */
export function useI18n(): I18n {
  const value = useContext(I18nContext);
  if (!value) throw new Error("useI18n needs an I18nProvider around it");
  return value;
}
