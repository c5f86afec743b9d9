import type { TimelineItem } from "@plenum/matrix";
import { useEffect, useRef, useState } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { summaryOf } from "./summary.ts";

/** What a screen reader is told: the newest message of somebody else, from when the room is open. */
export function useAnnouncement(items: readonly TimelineItem[]): string {
  const { t } = useI18n();
  const [text, setText] = useState("");
  const known = useRef<number>(undefined);
  const last = items.at(-1);
  useEffect(() => {
    if (!last) return;
    const before = known.current;
    known.current = Math.max(before ?? 0, last.timestamp);
    if (before === undefined || last.timestamp <= before) return;
    if (last.kind !== "message" || last.own) return;
    setText(
      t("timeline.announce", { name: last.sender.displayName, text: summaryOf(last.body, t) }),
    );
  }, [last, t]);
  return text;
}
