import type { FeatureTexts } from "../../i18n/feature-texts.ts";

/** Texts of everything that one can do with a message. */
export const actionTexts: FeatureTexts = {
  de: () => import("./texts.de.json"),
  en: () => import("./texts.en.json"),
};
