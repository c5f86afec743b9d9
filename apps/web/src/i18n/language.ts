export type Language = "de" | "en";

const STORED = "plenum.language";

/**
 * The language to start in: the stored choice, else the first of the browser's languages that
 * there is, else the agency's.
 */
export function chooseLanguage(
  stored: string | null,
  browser: readonly string[],
  agency: Language,
): Language {
  if (isLanguage(stored)) return stored;
  for (const tag of browser) {
    const language = tag.slice(0, 2).toLowerCase();
    if (isLanguage(language)) return language;
  }
  return agency;
}

/** The choice that was made on this device, if storage can be read. */
export function storedLanguage(): string | null {
  return localStorage.getItem(STORED);
}

/** Remembers the choice on this device. */
export function storeLanguage(language: Language): void {
  localStorage.setItem(STORED, language);
}

function isLanguage(text: string | null): text is Language {
  return text === "de" || text === "en";
}
