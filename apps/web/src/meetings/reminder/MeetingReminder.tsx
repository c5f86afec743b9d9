import { Banner, Button, IconButton } from "@plenum/ui";
import { CalendarClock, Video, X } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { meetingsPath } from "../address.ts";
import { type Entry, entryKey } from "../calendar/entries.ts";
import { useJoinMeeting } from "../use-join-meeting.ts";
import { minutesUntil } from "./reminders.ts";
import { useReminders } from "./use-reminders.ts";
import "./reminder.css";

/** One quiet line over main for each meeting that begins soon. */
export default function MeetingReminder(): ReactNode {
  const { due, now } = useReminders();
  const { call } = useWorkspace();
  const current = useStore(call, (state) => state.current?.roomId);
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  return due
    .filter((entry) => !away.has(entryKey(entry)))
    .filter(({ occurrence }) => occurrence.roomId === undefined || occurrence.roomId !== current)
    .map((entry) => (
      <Line
        key={entryKey(entry)}
        entry={entry}
        now={now}
        onAway={() => setAway((before) => new Set(before).add(entryKey(entry)))}
      />
    ));
}

function Line({
  entry,
  now,
  onAway,
}: {
  entry: Entry;
  now: number;
  onAway: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { busy, join } = useJoinMeeting();
  const { occurrence } = entry;
  const { roomId } = occurrence;
  const minutes = minutesUntil(entry, now);
  const soon = minutes <= 10;
  return (
    <Banner
      icon={<CalendarClock aria-hidden="true" />}
      actions={
        <>
          {soon && roomId !== undefined ? (
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
          <IconButton
            size="small"
            label={t("meetings.putAway")}
            icon={<X aria-hidden="true" />}
            onClick={onAway}
          />
        </>
      }
    >
      <Link
        className="pl-reminder__title"
        href={meetingsPath({
          meeting: { id: occurrence.meetingId, original: occurrence.original },
        })}
      >
        {occurrence.title}
      </Link>{" "}
      {/* The minutes count down in silence: read out is that there is a meeting, once. */}
      <span aria-hidden="true">
        {minutes === 0 ? t("meetings.beginsNow") : t("meetings.beginsIn", { count: minutes })}
      </span>
    </Banner>
  );
}
