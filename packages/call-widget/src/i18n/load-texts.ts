/** Everything that the call says, in one language: resources for i18next's namespace `CALL_NAMESPACE`. */
export const loadCallTexts = {
  de: () => import("./texts-de.ts"),
  en: () => import("./texts-en.ts"),
} as const;
