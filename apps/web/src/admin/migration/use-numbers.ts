import { useMemo } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import type { Numbers } from "./words.ts";

/** Numbers with the separators of the reader's language. */
export function useNumbers(): Numbers {
  const { language } = useI18n();
  return useMemo(() => {
    const format = new Intl.NumberFormat(language === "de" ? "de-DE" : "en-GB", {
      maximumFractionDigits: 1,
    });
    return (value) => format.format(value);
  }, [language]);
}
