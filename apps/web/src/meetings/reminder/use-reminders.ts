import { isQuiet, NOTIFICATIONS_EVENT, readNotificationSettings } from "@plenum/model";
import { useEffect, useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useI18n } from "../../i18n/I18n.tsx";
import { showNotice } from "../../notifications/system.ts";
import { usePeople } from "../../presence/use-presence.ts";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { meetingsPath } from "../address.ts";
import { type Entry, entryKey } from "../calendar/entries.ts";
import { useEntries } from "../use-entries.ts";
import { useWhileHidden } from "../use-every-time.ts";
import { dueAt, minutesUntil, nextChange, remembered, shownOutside, untold } from "./reminders.ts";
import { readTold, writeTold } from "./told-store.ts";

const HOUR = 60 * 60_000;
/** Hours that are looked ahead: the earliest reminder comes a day before. */
const AHEAD = 25 * HOUR;
/** Milliseconds between two looks while the window is hidden. */
const LOOK_HIDDEN = 5 * 60_000;
/** The longest that a browser's timer is trusted with, in milliseconds. */
const LONGEST_WAIT = HOUR;

/**
 * What begins soon, as long as it is worth a line. Each is told of once outside of the window, if
 * the browser may and neither quiet time nor do not disturb holds.
 */
export function useReminders(): { readonly due: readonly Entry[]; readonly now: number } {
  const [now, setNow] = useState(() => Date.now());
  // Whole hours, so that the question is the same for a while.
  const hour = Math.floor(now / HOUR) * HOUR;
  const { entries: fresh, reload } = useEntries(hour - HOUR, hour + AHEAD);
  // In a tab that nobody looks at for hours meetings are moved and called off too.
  useWhileHidden(reload, LOOK_HIDDEN);
  const [known, setKnown] = useState<readonly Entry[]>();
  if (fresh !== undefined && fresh !== known) setKnown(fresh);
  // A new hour asks anew; until that is answered, what is known holds.
  const entries = fresh ?? known;
  const due = useMemo(() => dueAt(entries ?? [], now), [entries, now]);
  useEffect(() => {
    const change = nextChange(entries ?? [], now) ?? Number.POSITIVE_INFINITY;
    const minute = 60_000 - (now % 60_000);
    // While a line stands there its minutes count down.
    const wait = Math.min(change - now, due.length > 0 ? minute : LONGEST_WAIT, LONGEST_WAIT);
    const timer = setTimeout(() => setNow(Date.now()), Math.max(50, wait + 20));
    const look = (): void => setNow(Date.now());
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [entries, now, due.length]);
  useNotices(due, now);
  return { due, now };
}

function useNotices(due: readonly Entry[], now: number): void {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const people = usePeople();
  const [, navigate] = useLocation();
  const told = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const known = readTold(localStorage);
    const news = untold(due, known).filter(
      (entry) => !told.current.has(`${entryKey(entry)} ${entry.start}`),
    );
    if (news.length === 0) return;
    told.current = new Set([
      ...told.current,
      ...news.map((entry) => `${entryKey(entry)} ${entry.start}`),
    ]);
    writeTold(localStorage, remembered(known, news, now));
    const settings = readNotificationSettings(session.accountData.of(NOTIFICATIONS_EVENT).get());
    const date = new Date(now);
    const clock = { hours: date.getHours(), minutes: date.getMinutes(), weekday: date.getDay() };
    const outside = shownOutside(news, {
      lookedAt: document.visibilityState === "visible" && document.hasFocus(),
      quiet: isQuiet(settings.quiet, clock),
      silenced: people?.isSilenced() === true,
    });
    for (const entry of outside) {
      const { occurrence } = entry;
      const minutes = minutesUntil(entry, now);
      const when =
        minutes === 0 ? t("meetings.beginsNow") : t("meetings.beginsIn", { count: minutes });
      void showNotice(
        {
          title: settings.preview ? occurrence.title : t("meetings.reminderTitle"),
          body: when,
          roomId: `meeting ${entryKey(entry)}`,
          path: meetingsPath({
            meeting: { id: occurrence.meetingId, original: occurrence.original },
          }),
        },
        navigate,
      ).catch(() => undefined);
    }
  }, [due, now, people, session, navigate, t]);
}
