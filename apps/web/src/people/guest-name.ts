import type { Language } from "../i18n/language.ts";

/** Guests carry a mark in their name for other clients; here they have a better one beside it. */
export function withoutGuestMark(name: string): string {
  return name.replace(/ \((?:Gast|guest)\)$/i, "");
}

/** The same mark in the language that is read; a name without one stays as it is. */
export function withGuestMark(name: string, language: Language): string {
  const bare = withoutGuestMark(name);
  return bare === name ? name : `${bare} (${language === "de" ? "Gast" : "guest"})`;
}
