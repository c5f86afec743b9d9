import { useI18n } from "../../i18n/I18n.tsx";
import type { CalendarFormats } from "../formats.ts";
import { type Entry, isAllDay } from "./entries.ts";

/** What an entry is called in words: what, when, where, and how one stands to it. */
export function useEntryText(
  formats: CalendarFormats,
  zone: string,
): {
  /** "09:30–10:00", "ganztägig" */
  readonly times: (entry: Entry) => string;
  /** All of it as one sentence for screen readers. */
  readonly name: (entry: Entry) => string;
  /** "abgesagt", "noch nicht beantwortet"; undefined where there is nothing to say. */
  readonly state: (entry: Entry) => string | undefined;
} {
  const { t } = useI18n();
  const times = (entry: Entry): string =>
    isAllDay(entry, zone)
      ? t("meetings.allDay")
      : `${formats.time(entry.start)}–${formats.time(entry.end)}`;
  const state = ({ occurrence: { cancelled, ownAnswer } }: Entry): string | undefined => {
    if (cancelled) return t("meetings.cancelled");
    return ownAnswer === undefined ? undefined : t(`meetings.own.${ownAnswer}`);
  };
  return {
    times,
    state,
    name: (entry) =>
      [
        entry.occurrence.title,
        times(entry),
        entry.occurrence.places.join(", "),
        entry.occurrence.recurring ? t("meetings.repeats") : "",
        state(entry) ?? "",
      ]
        .filter((part) => part !== "")
        .join(", "),
  };
}
