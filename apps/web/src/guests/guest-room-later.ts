import type { i18n } from "i18next";
import { laterView } from "../app/later-view.ts";
import { callDockTexts } from "../call/texts.ts";
import { addFeatureTexts } from "../i18n/I18n.tsx";
import type { Language } from "../i18n/language.ts";
import { preloadSession } from "../session/preload.ts";

/** What a guest sees once inside; fetched while the name is typed. */
export const GuestRoomLater = laterView(async () => (await import("./GuestRoom.tsx")).GuestRoom);
export const CallDockLater = laterView(async () => (await import("../call/CallDock.tsx")).default);

/**
 * Fetches what the room needs while the guest is still at the door. A failure is no matter: the
 * room tries again.
 */
export async function preloadGuestRoom(instance: i18n, language: Language): Promise<void> {
  const callTexts = async (): Promise<void> => {
    await (await import("../call/call-texts.ts")).addCallTexts(instance, language);
  };
  const parts = [callTexts(), addFeatureTexts(instance, language, callDockTexts)];
  await Promise.all([
    preloadSession(),
    GuestRoomLater.preload(),
    CallDockLater.preload(),
    ...parts.map((part) => part.catch(() => undefined)),
  ]);
}
