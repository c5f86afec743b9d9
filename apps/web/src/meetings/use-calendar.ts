import { useCallback, useMemo, useState } from "react";
import { useLocation } from "wouter";
import {
  type MeetingPlace,
  type MeetingsAddress,
  MEETINGS_VIEWS,
  meetingsPath,
  type MeetingsView,
} from "./address.ts";
import { addDays, dayStart, isDay, weekOf } from "./calendar/time.ts";
import { useHere } from "./use-now.ts";

const STORED = "plenum.meetings.view";
/** Days that the list shows at once. */
const LISTED = 28;
const PHONE = "(width <= 45rem)";

export interface Calendar {
  readonly view: MeetingsView;
  /** The day in the middle of it. */
  readonly day: string;
  /** All days that are shown, in order. */
  readonly days: readonly string[];
  /** Beginning of the first and end of the last of them, in milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly today: string;
  readonly now: number;
  readonly meeting: MeetingPlace | undefined;
  readonly show: (view: MeetingsView) => void;
  readonly goTo: (day: string) => void;
  /** So many days, weeks or pages of the list on, or back. */
  readonly step: (count: number) => void;
  readonly closeMeeting: () => void;
}

function storedView(): MeetingsView {
  const stored = localStorage.getItem(STORED);
  const known = MEETINGS_VIEWS.find((view) => view === stored);
  return known ?? (window.matchMedia(PHONE).matches ? "list" : "week");
}

/** What the calendar shows, from its address. */
export function useCalendar(address: MeetingsAddress): Calendar {
  const [, navigate] = useLocation();
  const [fallback] = useState(storedView);
  const { now, zone, today } = useHere();
  const view = address.view ?? fallback;
  const day = address.day !== undefined && isDay(address.day) ? address.day : today;
  const days = useMemo(() => daysOf(view, day), [view, day]);
  const from = useMemo(() => dayStart(days[0] ?? day, zone), [days, day, zone]);
  const to = useMemo(() => dayStart(addDays(days.at(-1) ?? day, 1), zone), [days, day, zone]);
  const goTo = useCallback(
    (next: string) => navigate(meetingsPath({ view, day: next })),
    [navigate, view],
  );
  return {
    view,
    day,
    days,
    from,
    to,
    zone,
    today,
    now,
    meeting: address.meeting,
    goTo,
    show(next) {
      localStorage.setItem(STORED, next);
      navigate(meetingsPath({ view: next, day }));
    },
    step(count) {
      const size = view === "day" ? 1 : view === "week" ? 7 : LISTED;
      goTo(addDays(day, count * size));
    },
    closeMeeting: () => navigate(meetingsPath({ view, day })),
  };
}

function daysOf(view: MeetingsView, day: string): readonly string[] {
  if (view === "day") return [day];
  if (view === "week") return weekOf(day);
  return Array.from({ length: LISTED }, (_, index) => addDays(day, index));
}
