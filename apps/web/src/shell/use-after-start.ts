import { useEffect } from "react";
import { useLocation } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useNotifier } from "../notifications/use-notifier.ts";
import { followNoticeClicks, registerServiceWorker } from "../pwa/register.ts";
import { useWorkspace } from "./WorkspaceContext.tsx";

/** What nobody waits for: notices, and the client kept for when the server is away. */
export function useAfterStart(): void {
  const { session } = useWorkspace();
  const { language } = useI18n();
  const [, navigate] = useLocation();
  const live = useObservable(session.connection).kind === "live";
  useNotifier();
  useEffect(() => followNoticeClicks(navigate), [navigate]);
  useEffect(() => {
    if (!live || session.guestOf !== undefined) return;
    const tell = async (): Promise<void> => {
      const { tellLanguage } = await import("../i18n/tell-language.ts");
      await tellLanguage(session);
    };
    void tell().catch(() => undefined);
    // Another language was chosen.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [live, language, session]);
  useEffect(() => {
    if (!live || session.guestOf !== undefined) return undefined;
    const idle = requestIdleCallback(() => void registerServiceWorker(language), {
      timeout: 10_000,
    });
    return () => cancelIdleCallback(idle);
  }, [live, language, session]);
}
