import { useMemo } from "react";
import { useI18n } from "../../i18n/I18n.tsx";

/** Writes a calendar day (`2027-02-02`) as the reader's language does, whatever the time zone. */
export function useDays(): (day: string) => string {
  const { language } = useI18n();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", {
      dateStyle: "medium",
      timeZone: "UTC",
    });
    return (day) => {
      const time = Date.parse(`${day}T00:00:00Z`);
      return Number.isNaN(time) ? day : format.format(time);
    };
  }, [language]);
}
