import type { FeatureTexts } from "../../i18n/feature-texts.ts";

export const migrationTexts: FeatureTexts = {
  de: () => import("./texts.de.json"),
  en: () => import("./texts.en.json"),
};
