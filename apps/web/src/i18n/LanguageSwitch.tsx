import { Choices } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "./I18n.tsx";

// Each language is named in itself, so that everybody finds their own.
const LANGUAGES = [
  { value: "de", label: "Deutsch" },
  { value: "en", label: "English" },
] as const;

/** Switches the language of the client on this device. */
export function LanguageSwitch(): ReactNode {
  const { t, language, setLanguage } = useI18n();
  return (
    <Choices
      label={t("settings.language")}
      value={language}
      choices={LANGUAGES}
      onChange={(next) => void setLanguage(next)}
    />
  );
}
