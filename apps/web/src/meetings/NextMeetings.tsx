import { Button } from "@plenum/ui";
import { Video } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import { meetingsPath } from "./address.ts";
import { type Entry, entryKey } from "./calendar/entries.ts";
import { AnswerIcon } from "./calendar/EntryLink.tsx";
import { addDays, dayStart, wallOf } from "./calendar/time.ts";
import { useEntryText } from "./calendar/use-entry-text.ts";
import { useFormats } from "./formats.ts";
import { joinState } from "./join-window.ts";
import { useEntries } from "./use-entries.ts";
import { useJoinMeeting } from "./use-join-meeting.ts";
import { useHere } from "./use-now.ts";
import "./meetings.css";

/** Days that are looked ahead. */
const AHEAD = 7;
const SHOWN = 4;

/** The next meetings, for the start page. Nothing where there are none. */
export default function NextMeetings(): ReactNode {
  const { t } = useI18n();
  const { now, zone, today } = useHere();
  const { entries } = useEntries(dayStart(today, zone), dayStart(addDays(today, AHEAD), zone));
  const next = nextOf(entries ?? [], now);
  if (next.length === 0) return null;
  return (
    <section className="pl-next" aria-labelledby="next-meetings">
      <header>
        <h2 id="next-meetings">{t("meetings.next")}</h2>
        <Link href="/meetings">{t("meetings.all")}</Link>
      </header>
      <ul className="ui-list">
        {next.map((entry) => (
          <NextMeeting key={entryKey(entry)} entry={entry} zone={zone} today={today} now={now} />
        ))}
      </ul>
    </section>
  );
}

/** What is not over, called off or declined. @param now milliseconds since the epoch */
export function nextOf(entries: readonly Entry[], now: number): readonly Entry[] {
  return entries
    .filter(
      ({ occurrence, end }) =>
        end > now && !occurrence.cancelled && occurrence.ownAnswer !== "declined",
    )
    .slice(0, SHOWN);
}

function NextMeeting({
  entry,
  zone,
  today,
  now,
}: {
  entry: Entry;
  zone: string;
  today: string;
  now: number;
}): ReactNode {
  const { t } = useI18n();
  const { busy, join } = useJoinMeeting();
  const formats = useFormats(zone);
  const text = useEntryText(formats, zone);
  const { occurrence, start, end } = entry;
  const { roomId } = occurrence;
  const day = wallOf(start, zone).day;
  const when =
    day <= today
      ? t("dates.today")
      : day === addDays(today, 1)
        ? t("meetings.tomorrow")
        : `${formats.weekday(day)} ${formats.dayNumber(day)}`;
  const state = joinState({ start, end, cancelled: false }, now, false);
  return (
    <li className="pl-next__meeting">
      <span className="pl-next__when">
        <span>{when}</span>
        <span className="pl-muted">{text.times(entry)}</span>
      </span>
      <Link
        className="pl-next__title"
        href={meetingsPath({
          view: "week",
          day,
          meeting: { id: occurrence.meetingId, original: occurrence.original },
        })}
        aria-label={`${when}, ${text.name(entry)}`}
      >
        <AnswerIcon entry={entry} />
        {occurrence.title}
      </Link>
      {state === "join" && roomId !== undefined ? (
        <Button
          size="small"
          variant="primary"
          busy={busy}
          icon={<Video aria-hidden="true" />}
          aria-label={t("meetings.joinNamed", { title: occurrence.title })}
          onClick={() => join(roomId, { call: true })}
        >
          {t("meetings.join")}
        </Button>
      ) : null}
    </li>
  );
}
