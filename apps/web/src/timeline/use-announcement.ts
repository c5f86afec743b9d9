import type { TimelineSnapshot } from "@plenum/matrix";
import { useEffect, useRef, useState } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { announcementOf } from "./announcement.ts";
import type { MessageItem } from "./rows.ts";

/** Milliseconds in which messages are gathered before they are told: no chattering. */
const GATHER = 1500;

/**
 * What a screen reader is told: messages of others that come while the room is open. What was
 * there before is not news, nor is what is loaded of the past.
 */
export function useAnnouncement({ items, canLoadNewer }: TimelineSnapshot): string {
  const { t } = useI18n();
  const [text, setText] = useState("");
  const lastKey = useRef<string>(undefined);
  const waiting = useRef<MessageItem[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const before = lastKey.current;
    lastKey.current = canLoadNewer ? undefined : items.at(-1)?.key;
    if (before === undefined || canLoadNewer || before === lastKey.current) return;
    const from = items.findLastIndex((item) => item.key === before);
    if (from < 0) return;
    const news = items
      .slice(from + 1)
      .filter((item): item is MessageItem => item.kind === "message" && !item.own);
    waiting.current.push(...news);
    if (waiting.current.length === 0) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setText(announcementOf(waiting.current, t));
      waiting.current = [];
    }, GATHER);
  }, [items, canLoadNewer, t]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return text;
}
