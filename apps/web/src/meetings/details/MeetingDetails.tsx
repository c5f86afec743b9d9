import { recurrenceSentence } from "@plenum/model/calendar";
import type { Meeting } from "@plenum/model";
import { InlineMessage } from "@plenum/ui";
import { CalendarClock, Globe, Lock, MapPin, Phone, Repeat } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { ownZone } from "../calendar/time.ts";
import { useFormats } from "../formats.ts";
import { useNow } from "../use-now.ts";
import { spokenPin } from "./invitation.ts";
import { JoinMeeting } from "./JoinMeeting.tsx";
import { MeetingActions } from "./MeetingActions.tsx";
import { MeetingPeople } from "./MeetingPeople.tsx";
import { OwnAnswer } from "./OwnAnswer.tsx";
import { type ShownTime, shownTime } from "./use-meeting.ts";
import { useWhen } from "./use-when.ts";

/** Everything about a meeting that one may know, and what one can do with it. */
export function MeetingDetails({
  meeting,
  original,
  headingLevel,
}: {
  meeting: Meeting;
  /** The occurrence that the address names. */
  original: string | undefined;
  headingLevel: 1 | 2;
}): ReactNode {
  const { t } = useI18n();
  const now = useNow();
  const time = shownTime(meeting, original, now);
  const Heading = `h${headingLevel}` as const;
  const part = headingLevel === 1 ? 2 : 3;
  return (
    <div className="pl-meeting__body">
      <div>
        <p className="pl-small pl-muted">{t(`newConference.kinds.${meeting.kind}`)}</p>
        <Heading className="pl-meeting__title">{time?.title ?? meeting.title}</Heading>
      </div>
      {time?.cancelled === true ? (
        <InlineMessage tone="warning" boxed>
          {t(meeting.state === "cancelled" ? "meetings.allCancelled" : "meetings.oneCancelled")}
        </InlineMessage>
      ) : null}
      <Facts meeting={meeting} time={time} />
      {time === undefined ? null : <JoinMeeting meeting={meeting} time={time} now={now} />}
      {meeting.ownAnswer === undefined || time === undefined || time.cancelled ? null : (
        <OwnAnswer
          // Of another date: what was chosen for the former does not hold for it.
          key={time.original}
          headingLevel={part}
          meeting={meeting}
          original={time.original}
          answer={meeting.ownAnswer}
        />
      )}
      {meeting.description.trim() === "" ? null : (
        <p className="pl-meeting__text">{meeting.description}</p>
      )}
      <MeetingPeople headingLevel={part} meeting={meeting} />
      {time === undefined ? null : <MeetingActions meeting={meeting} time={time} />}
    </div>
  );
}

function Facts({ meeting, time }: { meeting: Meeting; time: ShownTime | undefined }): ReactNode {
  const { t, language } = useI18n();
  const [zone] = useState(ownZone);
  const formats = useFormats(zone);
  const there = useFormats(meeting.timeZone);
  const when = useWhen();
  const { recurrence, places, dialIn } = meeting;
  const elsewhere =
    time !== undefined && there.time(time.start) !== formats.time(time.start)
      ? t("meetings.elsewhere", {
          from: there.time(time.start),
          to: there.time(time.end),
          zone: formats.zone(meeting.timeZone, time.start),
        })
      : undefined;
  return (
    <ul className="ui-list pl-facts">
      {time === undefined ? null : (
        <li>
          <CalendarClock aria-hidden="true" />
          <span>
            <b>{when(time)}</b>
            <span className="pl-muted"> ({formats.length(time.minutes)})</span>
          </span>
        </li>
      )}
      {elsewhere === undefined ? null : (
        <li>
          <Globe aria-hidden="true" />
          <span>{elsewhere}</span>
        </li>
      )}
      {recurrence === undefined ? null : (
        <li>
          <Repeat aria-hidden="true" />
          <span>{recurrenceSentence(recurrence, meeting.start, language)}</span>
        </li>
      )}
      {places.length === 0 ? null : (
        <li>
          <MapPin aria-hidden="true" />
          <span>{places.join(", ")}</span>
        </li>
      )}
      {dialIn === undefined ? null : (
        <li>
          <Phone aria-hidden="true" />
          <span>
            {dialIn.numbers.map(({ country, number }) => (
              <span key={number} className="pl-facts__line">
                <a href={`tel:${number.replaceAll(/[^+\d]/g, "")}`}>{number}</a>
                <span className="pl-muted"> {country}</span>
              </span>
            ))}
            <span className="pl-facts__line">
              {t("meetings.pin")}: <b>{spokenPin(dialIn.pin)}</b>
            </span>
          </span>
        </li>
      )}
      <li>
        <Lock aria-hidden="true" />
        <span className="pl-muted">
          {t(meeting.encrypted ? "room.encrypted" : "room.notEncrypted")}
          {meeting.lobby ? `, ${t("meetings.withLobby")}` : ""}
        </span>
      </li>
    </ul>
  );
}
