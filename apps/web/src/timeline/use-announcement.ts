import type { TimelineItem } from "@plenum/matrix";
import { useState } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { summaryOf } from "./summary.ts";

/** What a screen reader is told: the newest message of somebody else, from when the room is open. */
export function useAnnouncement(items: readonly TimelineItem[]): string {
  const { t } = useI18n();
  const [told, setTold] = useState<{ upTo: number; text: string }>();
  const last = items.at(-1);
  if (last && (told === undefined || last.timestamp > told.upTo)) {
    // What was there when the room opened is not news.
    const news = told !== undefined && last.kind === "message" && !last.own;
    setTold({
      upTo: last.timestamp,
      text: news
        ? t("timeline.announce", { name: last.sender.displayName, text: summaryOf(last.body, t) })
        : (told?.text ?? ""),
    });
  }
  return told?.text ?? "";
}
