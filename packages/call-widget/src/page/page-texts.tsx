import { createContext, use, type ReactNode } from "react";

/** Texts as the folders' `texts.*.ts` have them: names lead to texts or to further names. */
export type Texts = { readonly [name: string]: string | Texts };

type Values = Readonly<Record<string, string | number | undefined>>;

/** Gives the text of a name, e.g. `tiles.page`, with its gaps filled. */
export type Translate = (name: string, values?: Values) => string;

const GAP = /\{\{(\w+)\}\}/g;

/**
 * What of i18next the call uses: names with dots, gaps, and forms by number (`_one`, `_other`).
 * A name that there is no text for is given back, as i18next does.
 */
export function translator(texts: Texts, language: string): Translate {
  const forms = new Intl.PluralRules(language);
  const find = (name: string): string | undefined => {
    let found: string | Texts | undefined = texts;
    for (const part of name.split(".")) {
      if (typeof found !== "object" || !Object.hasOwn(found, part)) return undefined;
      found = found[part];
    }
    return typeof found === "string" ? found : undefined;
  };
  return (name, values = {}) => {
    const count = values["count"];
    const form = typeof count === "number" ? find(`${name}_${forms.select(count)}`) : undefined;
    const text = form ?? find(name);
    if (text === undefined) return name;
    return text.replaceAll(GAP, (gap, value: string) => String(values[value] ?? gap));
  };
}

const Context = createContext<Readonly<Record<string, Translate>>>({});

/** @param texts what is said, by i18next namespace */
export function PageTexts({
  language,
  texts,
  children,
}: {
  readonly language: string;
  readonly texts: Readonly<Record<string, Texts>>;
  readonly children: ReactNode;
}): ReactNode {
  const translators = Object.fromEntries(
    Object.entries(texts).map(([namespace, inside]) => [namespace, translator(inside, language)]),
  );
  return <Context value={translators}>{children}</Context>;
}

const nameItself: Translate = (name) => name;

/**
 * Stands in for the function of `react-i18next` in the build of the page (`vite.page.config.ts`): in
 * the web client the call's texts are part of the client's, here they are all that there is, and
 * the library would be a tenth of the page.
 */
export function useTranslation(namespace: string): { readonly t: Translate } {
  return { t: use(Context)[namespace] ?? nameItself };
}
