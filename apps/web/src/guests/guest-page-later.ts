import type { i18n } from "i18next";
import { laterView } from "../app/later-view.ts";
import { addFeatureTexts } from "../i18n/I18n.tsx";
import type { Language } from "../i18n/language.ts";
import { guestTexts } from "./texts.ts";

/** The page of a guest link, whose code only guests fetch. */
export const GuestPageLater = laterView(async () => (await import("./GuestPage.tsx")).default);

/**
 * Fetches the page of a guest link and asks for what the door shows, beside everything else that a
 * start waits for. Failures show at the page itself.
 * @param key token or code of the link; undefined where it is still to be typed
 */
export async function fetchGuestPage(key: string | undefined): Promise<void> {
  const asked = async (): Promise<void> => {
    if (key !== undefined) (await import("./preview-ahead.ts")).askAhead(key);
  };
  await Promise.all([GuestPageLater.preload(), asked().catch(() => undefined)]);
}

/** Has the texts of the page ready, so that it shows without a word of waiting before it. */
export async function prepareGuestTexts(instance: i18n, language: Language): Promise<void> {
  await addFeatureTexts(instance, language, guestTexts).catch(() => undefined);
}
