import {
  Button,
  Choices,
  classes,
  EmptyState,
  IconButton,
  InlineMessage,
  Skeleton,
} from "@plenum/ui";
import { CalendarDays, CalendarPlus, ChevronLeft, ChevronRight } from "lucide-react";
import { Suspense, useRef } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useProblemText } from "../api/use-problem-text.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useShortcut } from "../shortcuts/Actions.tsx";
import { MEETINGS_VIEWS, type MeetingsAddress } from "./address.ts";
import { Agenda } from "./calendar/Agenda.tsx";
import { clockText, weekNumber } from "./calendar/time.ts";
import { type CalendarViewProps, TimeGrid } from "./calendar/TimeGrid.tsx";
import { MeetingPanel } from "./details/MeetingPanel.tsx";
import { useFormats } from "./formats.ts";
import { MovedNotice } from "./moved/MovedNotice.tsx";
import { type Calendar, useCalendar } from "./use-calendar.ts";
import { useEntries } from "./use-entries.ts";
import "./meetings.css";

/** One's meetings by day, by week, or as a list; beside them the details of one. */
export default function MeetingsPage({ address }: { address: MeetingsAddress }): ReactNode {
  const calendar = useCalendar(address);
  if (address.view === undefined && address.meeting !== undefined) {
    return (
      <div className="pl-meetings pl-meetings--alone">
        <MeetingPanel place={address.meeting} onClose={() => calendar.goTo(calendar.day)} alone />
      </div>
    );
  }
  return (
    <div className={classes("pl-meetings", calendar.meeting !== undefined && "pl-meetings--panel")}>
      <CalendarArea calendar={calendar} />
      {calendar.meeting === undefined ? null : (
        <Suspense>
          <MeetingPanel
            key={`${calendar.meeting.id} ${calendar.meeting.original ?? ""}`}
            place={calendar.meeting}
            onClose={calendar.closeMeeting}
          />
        </Suspense>
      )}
    </div>
  );
}

function CalendarArea({ calendar }: { calendar: Calendar }): ReactNode {
  const { t } = useI18n();
  const problemText = useProblemText();
  const [location, navigate] = useLocation();
  const { view, days, zone, today, now, from, to } = calendar;
  const { entries, problem, reload } = useEntries(from, to);
  const formats = useFormats(zone);
  const area = useRef<HTMLDivElement>(null);
  const onNew = (day: string, minutes?: number): void => {
    const at = minutes === undefined ? day : `${day}T${clockText(minutes)}`;
    navigate(`${location}?dialog=new-meeting&at=${at}`);
  };
  /** The day on which one is; else the one in the middle. */
  const dayAtFocus = (): string => {
    const stop = area.current?.querySelector(":focus")?.getAttribute("data-stop");
    return stop?.startsWith("day ") === true ? stop.slice(4) : calendar.day;
  };
  useShortcut({
    keys: ["N"],
    label: t("meetings.new"),
    scope: "meetings",
    run: () => onNew(dayAtFocus()),
  });
  useShortcut({
    keys: ["T"],
    label: t("meetings.toToday"),
    scope: "meetings",
    run: () => calendar.goTo(today),
  });
  useShortcut({
    keys: ["PageUp"],
    label: t(`meetings.before.${view}`),
    scope: "meetings",
    run: () => calendar.step(-1),
  });
  useShortcut({
    keys: ["PageDown"],
    label: t(`meetings.after.${view}`),
    scope: "meetings",
    run: () => calendar.step(1),
  });

  const shown: CalendarViewProps = {
    view,
    entries: entries ?? [],
    zone,
    today,
    now,
    formats,
    selected: calendar.meeting,
    onDay: calendar.goTo,
    onNew,
  };
  const nothing = entries?.length === 0;
  return (
    <div ref={area} className="pl-meetings__area" data-view={view}>
      <header className="pl-meetings__head">
        <h1>{t("rail.meetings")}</h1>
        <div className="pl-meetings__tools">
          <Choices
            label={t("meetings.view")}
            value={view}
            choices={MEETINGS_VIEWS.map((value) => ({
              value,
              label: t(`meetings.views.${value}`),
            }))}
            onChange={calendar.show}
          />
          <Button
            variant="primary"
            icon={<CalendarPlus aria-hidden="true" />}
            onClick={() => onNew(calendar.day)}
          >
            {t("meetings.new")}
          </Button>
        </div>
        <div className="pl-meetings__when">
          <Button size="small" onClick={() => calendar.goTo(today)}>
            {t("dates.today")}
          </Button>
          <IconButton
            size="small"
            label={t(`meetings.before.${view}`)}
            icon={<ChevronLeft aria-hidden="true" />}
            onClick={() => calendar.step(-1)}
          />
          <IconButton
            size="small"
            label={t(`meetings.after.${view}`)}
            icon={<ChevronRight aria-hidden="true" />}
            onClick={() => calendar.step(1)}
          />
          <h2 aria-live="polite">
            {view === "day"
              ? formats.dayLong(calendar.day, today)
              : formats.days(days[0] ?? today, days.at(-1) ?? today)}
            {view === "week" ? (
              <span className="pl-muted">
                {" "}
                {t("meetings.week", { number: weekNumber(calendar.day) })}
              </span>
            ) : null}
          </h2>
        </div>
      </header>
      <MovedNotice />
      {problem === undefined ? null : (
        <div className="pl-meetings__problem">
          <InlineMessage tone="danger">{problemText(problem)}</InlineMessage>
          <Button size="small" onClick={reload}>
            {t("common.tryAgain")}
          </Button>
        </div>
      )}
      {entries === undefined && problem === undefined ? (
        <div className="pl-meetings__waiting" aria-busy="true">
          <Skeleton width="40%" />
          <Skeleton width="70%" />
          <Skeleton width="55%" />
        </div>
      ) : null}
      {nothing && view !== "list" ? (
        <output className="pl-meetings__nothing pl-muted">{t(`meetings.nothing.${view}`)}</output>
      ) : null}
      {view === "list" ? (
        nothing ? (
          <EmptyState
            icon={<CalendarDays aria-hidden="true" />}
            title={t("meetings.emptyTitle")}
            actions={<Button onClick={() => onNew(calendar.day)}>{t("meetings.new")}</Button>}
          >
            {t("meetings.emptyText")}
          </EmptyState>
        ) : (
          <Agenda {...shown} first={calendar.day} />
        )
      ) : (
        <TimeGrid {...shown} days={days} />
      )}
    </div>
  );
}
