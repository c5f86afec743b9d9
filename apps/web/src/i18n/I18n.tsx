import { createInstance, type i18n } from "i18next";
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { TextKey, Translate } from "./keys.ts";
import { storeLanguage, type Language } from "./language.ts";

export interface I18n {
  readonly t: Translate;
  readonly language: Language;
  /** For views of packages that bring their own texts. */
  readonly instance: i18n;
  readonly setLanguage: (language: Language) => Promise<void>;
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

  const value = useMemo<I18n>(() => {
    const fixed = instance.getFixedT(language);
    return {
      language,
      instance,
      t: (key: TextKey, values) => fixed(key, values ?? {}),
      async setLanguage(next) {
        const texts = await files[next]();
        instance.addResourceBundle(next, "translation", texts.default);
        await instance.changeLanguage(next);
        storeLanguage(next);
        setLanguage(next);
      },
    };
  }, [instance, language]);
  return <I18nContext value={value}>{children}</I18nContext>;
}

/** The texts in the current language. */
export function useI18n(): I18n {
  const value = useContext(I18nContext);
  if (!value) throw new Error("useI18n needs an I18nProvider around it");
  return value;
}
