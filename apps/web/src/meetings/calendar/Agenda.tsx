import { useMemo } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { meetingsPath } from "../address.ts";
import { agendaOf, entryKey } from "./entries.ts";
import { EntryLink, isAt } from "./EntryLink.tsx";
import { addDays, wallOf } from "./time.ts";
import type { CalendarViewProps } from "./TimeGrid.tsx";
import { useEntryText } from "./use-entry-text.ts";
import { useStops } from "./use-stops.ts";

/** What is coming, one day below the other. */
export function Agenda({
  first,
  entries,
  zone,
  today,
  now,
  formats,
  selected,
}: CalendarViewProps & { first: string }): ReactNode {
  const { t } = useI18n();
  const text = useEntryText(formats, zone);
  const days = useMemo(() => agendaOf(entries, first, zone), [entries, first, zone]);
  const stops = useMemo(
    () =>
      days.map((day) =>
        day.entries.map((entry) => ({
          id: entryKey(entry),
          at: wallOf(entry.start, zone).minutes,
        })),
      ),
    [days, zone],
  );
  const coming = entries.find((entry) => entry.end > now);
  const { ref, onKeyDown, props } = useStops(
    stops,
    coming === undefined ? "" : entryKey(coming),
    () => undefined,
  );
  const near = (day: string): string =>
    day === today
      ? `${t("dates.today")}, `
      : day === addDays(today, 1)
        ? `${t("meetings.tomorrow")}, `
        : "";
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrow keys of the links inside
    <div ref={ref} className="pl-agenda" onKeyDown={onKeyDown}>
      {days.map(({ day, entries: of }) => (
        <section key={day} aria-labelledby={`agenda-${day}`}>
          <h3 id={`agenda-${day}`}>
            {near(day)}
            {formats.dayLong(day, today)}
          </h3>
          <ul className="ui-list">
            {of.map((entry) => (
              <li key={entryKey(entry)}>
                <EntryLink
                  entry={entry}
                  stop={props(entryKey(entry))}
                  href={meetingsPath({
                    view: "list",
                    day: first,
                    meeting: {
                      id: entry.occurrence.meetingId,
                      original: entry.occurrence.original,
                    },
                  })}
                  name={text.name(entry)}
                  times={text.times(entry)}
                  selected={isAt(entry, selected)}
                  over={entry.end <= now}
                  className="pl-slot--row"
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
