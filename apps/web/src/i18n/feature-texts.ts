import { lazy, use, createElement } from "react";
import type { ComponentType } from "react";
import { useI18n } from "./I18n.tsx";
import type { Language } from "./language.ts";

/** Texts of a feature that are loaded with it: one file for each language. */
export type FeatureTexts = Readonly<Record<Language, () => Promise<{ default: object }>>>;

/** Waits (by suspending) until the texts are there in the current language. */
export function useTexts(texts: FeatureTexts): void {
  const { load, isLoaded } = useI18n();
  if (!isLoaded(texts)) use(load(texts));
}

/**
 * A view that is fetched when it is first shown, together with its texts: keeps both off the start.
 * Has to stand below a `Suspense`.
 */
export function lazyView<Props extends object>(
  view: () => Promise<{ default: ComponentType<Props> }>,
  texts: FeatureTexts,
): ComponentType<Props> {
  const View = lazy(view);
  let asked = false;
  return function LazyView(props: Props) {
    if (!asked) {
      asked = true;
      // Both at once; the module system remembers what is already there.
      view().catch(() => {
        asked = false;
      });
    }
    useTexts(texts);
    return createElement(View as ComponentType<Props>, props);
  };
}
