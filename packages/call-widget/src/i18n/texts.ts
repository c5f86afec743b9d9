import { de } from "./de.ts";
import { en } from "./en.ts";

/** i18next namespace of all texts of the call. */
export const CALL_NAMESPACE = "call";

/** Resources for i18next: `addResourceBundle(language, CALL_NAMESPACE, callTexts[language])`. */
export const callTexts = { de, en } as const;
