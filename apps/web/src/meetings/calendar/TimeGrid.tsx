import { classes } from "@plenum/ui";
import { useEffect, useMemo } from "react";
import type { CSSProperties, MouseEvent, ReactNode } from "react";
import { Link } from "wouter";
import { useI18n } from "../../i18n/I18n.tsx";
import { type MeetingPlace, meetingsPath, type MeetingsView } from "../address.ts";
import type { CalendarFormats } from "../formats.ts";
import { type Entry, entryKey } from "./entries.ts";
import { EntryLink, isAt } from "./EntryLink.tsx";
import type { Stop } from "./focus.ts";
import { type Box, DAY_MINUTES, type DayLayout, layoutDay } from "./layout.ts";
import { addDays, wallOf } from "./time.ts";
import { useEntryText } from "./use-entry-text.ts";
import { useStops } from "./use-stops.ts";

const HOURS = Array.from({ length: 23 }, (_, index) => index + 1);
/** Minutes since midnight that are on the screen at first. */
const OFFICE_OPENS = 7 * 60;
/** Minutes to which a click in an empty place is rounded. */
const STEP = 30;

export interface CalendarViewProps {
  readonly view: MeetingsView;
  readonly entries: readonly Entry[];
  readonly zone: string;
  readonly today: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly formats: CalendarFormats;
  /** Whose details stand beside it. */
  readonly selected: MeetingPlace | undefined;
  /** The keys have led to a day that is not shown. */
  readonly onDay: (day: string) => void;
  /** Somebody wants to schedule a meeting on that day, at that minute. */
  readonly onNew: (day: string, minutes?: number) => void;
}

const headId = (day: string): string => `day ${day}`;
const percent = (minutes: number): string => `${(minutes / DAY_MINUTES) * 100}%`;

/** Days side by side with their hours. */
export function TimeGrid({
  days,
  ...rest
}: CalendarViewProps & { days: readonly string[] }): ReactNode {
  const { t } = useI18n();
  const { entries, zone, today, formats, onDay, view } = rest;
  const layouts = useMemo(
    () => days.map((day) => layoutDay(entries, day, zone)),
    [days, entries, zone],
  );
  const stops = useMemo(
    () => layouts.map((layout, index) => stopsOf(days[index] ?? "", layout)),
    [layouts, days],
  );
  const { ref, onKeyDown, props } = useStops(stops, headId(today), (step) => {
    const edge = step === 1 ? days.at(-1) : days[0];
    if (edge === undefined) return undefined;
    const day = addDays(edge, step);
    onDay(day);
    return headId(day);
  });
  const first = Math.min(OFFICE_OPENS + 60, ...layouts.flatMap(({ boxes }) => boxes.map(topOf)));
  useEffect(() => {
    const grid = ref.current;
    const hours = grid?.querySelector<HTMLElement>(".pl-grid__body");
    if (!grid || !hours) return;
    grid.scrollTop = (hours.scrollHeight * Math.max(0, first - 60)) / DAY_MINUTES;
    // Another day begins where its morning is; what comes later does not move what is being read.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [days]);

  const shown = rest.selected === undefined ? "" : `${rest.selected.id} ${rest.selected.original}`;
  useEffect(() => {
    // What the details are about is in sight beside them.
    ref.current?.querySelector(".pl-slot--selected")?.scrollIntoView({ block: "nearest" });
  }, [ref, shown, entries]);

  const style = { "--days": days.length } as CSSProperties;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrow keys of the links inside
    <div ref={ref} className="pl-grid" style={style} onKeyDown={onKeyDown}>
      <div className="pl-grid__head">
        <span className="pl-grid__zone" aria-hidden="true" />
        {days.map((day, index) => (
          <div
            key={day}
            className={classes("pl-grid__day", day === today && "pl-grid__day--today")}
          >
            <h3>
              <Link
                {...props(headId(day))}
                href={meetingsPath({ view: "day", day })}
                aria-current={day === today ? "date" : undefined}
                aria-label={`${formats.dayLong(day, today)}, ${t("meetings.count", {
                  count: (layouts[index]?.boxes.length ?? 0) + (layouts[index]?.allDay.length ?? 0),
                })}`}
              >
                <span className="pl-grid__weekday">{formats.weekday(day)}</span>
                <span className="pl-grid__number">{formats.dayNumber(day)}</span>
              </Link>
            </h3>
            <AllDay {...rest} day={day} layout={layouts[index]} props={props} />
          </div>
        ))}
      </div>
      <div className="pl-grid__body">
        <div className="pl-grid__hours" aria-hidden="true">
          {HOURS.map((hour) => (
            <span key={hour} style={{ top: percent(hour * 60) }}>
              {`${hour}:00`}
            </span>
          ))}
        </div>
        {days.map((day, index) => (
          <Column
            key={day}
            {...rest}
            view={view}
            day={day}
            boxes={layouts[index]?.boxes ?? []}
            props={props}
          />
        ))}
      </div>
    </div>
  );
}

type StopProps = ReturnType<typeof useStops>["props"];

function AllDay({
  day,
  layout,
  props,
  view,
  formats,
  zone,
  now,
  selected,
}: CalendarViewProps & {
  day: string;
  layout: DayLayout | undefined;
  props: StopProps;
}): ReactNode {
  const text = useEntryText(formats, zone);
  if (layout === undefined || layout.allDay.length === 0) return null;
  return (
    <ul className="ui-list pl-grid__all-day">
      {layout.allDay.map((entry) => (
        <li key={entryKey(entry)}>
          <EntryLink
            entry={entry}
            stop={props(entryKey(entry))}
            href={meetingsPath({ view, day, meeting: placeOf(entry) })}
            name={text.name(entry)}
            times={text.times(entry)}
            selected={isAt(entry, selected)}
            over={entry.end <= now}
            className="pl-slot--line"
          />
        </li>
      ))}
    </ul>
  );
}

function Column({
  day,
  boxes,
  props,
  view,
  formats,
  zone,
  now,
  today,
  selected,
  onNew,
}: CalendarViewProps & { day: string; boxes: readonly Box[]; props: StopProps }): ReactNode {
  const { t } = useI18n();
  const text = useEntryText(formats, zone);
  const onClick = (event: MouseEvent<HTMLElement>): void => {
    const area = event.currentTarget.getBoundingClientRect();
    const minutes = ((event.clientY - area.top) / area.height) * DAY_MINUTES;
    onNew(day, Math.min(DAY_MINUTES - STEP, Math.floor(minutes / STEP) * STEP));
  };
  return (
    <div className={classes("pl-grid__column", day === today && "pl-grid__column--today")}>
      {/* For the mouse alone: by keyboard it is the key N. */}
      <button
        type="button"
        className="pl-grid__empty"
        tabIndex={-1}
        aria-hidden="true"
        title={t("meetings.newHere")}
        onClick={onClick}
      />
      {day === today ? (
        <span
          className="pl-grid__now"
          aria-hidden="true"
          style={{ top: percent(wallOf(now, zone).minutes) }}
        />
      ) : null}
      {boxes.length === 0 ? null : (
        <ul className="ui-list" aria-label={formats.dayLong(day, today)}>
          {boxes.map((box) => (
            <li key={entryKey(box.entry)}>
              <EntryLink
                entry={box.entry}
                stop={props(entryKey(box.entry))}
                href={meetingsPath({ view, day, meeting: placeOf(box.entry) })}
                name={text.name(box.entry)}
                times={text.times(box.entry)}
                selected={isAt(box.entry, selected)}
                over={box.entry.end <= now}
                className={classes(
                  "pl-slot--box",
                  box.bottom - box.top < 45 && "pl-slot--low",
                  box.fromBefore && "pl-slot--from-before",
                  box.goesOn && "pl-slot--goes-on",
                )}
                style={{
                  top: percent(box.top),
                  height: percent(box.bottom - box.top),
                  left: `${(box.lane / box.lanes) * 100}%`,
                  width: `${(box.span / box.lanes) * 100}%`,
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function placeOf({ occurrence }: Entry): MeetingPlace {
  return { id: occurrence.meetingId, original: occurrence.original };
}

function topOf(box: Box): number {
  return box.top;
}

/** The day itself, what takes all of it, then one meeting after the other. */
function stopsOf(day: string, { allDay, boxes }: DayLayout): readonly Stop[] {
  return [
    { id: headId(day), at: -1 },
    ...allDay.map((entry) => ({ id: entryKey(entry), at: -1 })),
    ...boxes.map((box) => ({ id: entryKey(box.entry), at: box.top })),
  ];
}
