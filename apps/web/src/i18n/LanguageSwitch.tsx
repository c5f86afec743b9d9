import { Choices } from "@plenum/ui";
import { useState, type ReactNode } from "react";
import { useI18n } from "./I18n.tsx";

// Each language is named in itself, so that everybody finds their own.
const LANGUAGES = [
  { value: "de", label: "Deutsch" },
  { value: "en", label: "English" },
] as const;

/** Switches the language of the client on this device. */
export function LanguageSwitch(): ReactNode {
  const { t, language, setLanguage } = useI18n();
  // The choice shows at once; its texts come a moment later.
  const [chosen, setChosen] = useState(language);
  return (
    <Choices
      label={t("language.label")}
      value={chosen}
      choices={LANGUAGES}
      onChange={(next) => {
        setChosen(next);
        void setLanguage(next).catch(() => setChosen(language));
      }}
    />
  );
}
