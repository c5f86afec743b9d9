import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import { parseRoute } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import type { NoticeWords } from "./notifier.ts";

/** Tells of messages as long as the workspace is there. Loaded after the start. */
export function useNotifier(): void {
  const { session } = useWorkspace();
  const { t } = useI18n();
  const [location, navigate] = useLocation();
  const place = useRef(location);
  const words = useRef<NoticeWords>(undefined);
  useEffect(() => {
    place.current = location;
    words.current = {
      title: ({ roomName, senderName }) =>
        roomName === senderName || roomName === "" ? senderName : `${senderName} – ${roomName}`,
      body: ({ text, eventId, missedCall }) =>
        missedCall === true
          ? t("call.missed")
          : eventId === ""
            ? t("notice.invitation")
            : text === ""
              ? t("notice.message")
              : text,
      discreet: () => t("notice.message"),
    };
  }, [location, t]);

  useEffect(() => {
    if (session.guestOf !== undefined) return undefined;
    let stop: (() => void) | undefined;
    let ended = false;
    const begin = async (): Promise<void> => {
      const { startNotifier } = await import("./notifier.ts");
      if (ended) return;
      stop = startNotifier({
        session,
        navigate: (path) => navigate(path),
        words: () => words.current ?? EMPTY,
        open: () => {
          const route = parseRoute(place.current);
          if (route.kind !== "room") return undefined;
          const { roomId, panel } = route;
          return panel?.name === "thread" ? { roomId, threadId: panel.detail } : { roomId };
        },
      });
    };
    begin().catch(() => undefined);
    return () => {
      ended = true;
      stop?.();
    };
    // The way to navigate is the same for as long as the workspace stands.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [session]);
}

const EMPTY: NoticeWords = { title: () => "", body: () => "", discreet: () => "" };
