import type { Meeting } from "@plenum/model";
import { Button } from "@plenum/ui";
import { DoorOpen, Video } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { JOIN_BEFORE, joinState } from "../join-window.ts";
import { useJoinMeeting } from "../use-join-meeting.ts";
import { useFormats } from "../formats.ts";
import { ownZone } from "../calendar/time.ts";
import type { ShownTime } from "./use-meeting.ts";

/** The way in: from ten minutes before; whoever organises may open the room earlier. */
export function JoinMeeting({
  meeting,
  time,
  now,
}: {
  meeting: Meeting;
  time: ShownTime;
  now: number;
}): ReactNode {
  const { t } = useI18n();
  const { busy, join } = useJoinMeeting();
  const formats = useFormats(ownZone());
  const { roomId } = meeting;
  const state = joinState(time, now, meeting.mayChange);
  if (state === "cancelled" || state === "over") return null;
  if (roomId === undefined) return <p className="pl-muted pl-small">{t("meetings.roomComes")}</p>;
  if (state === "early") {
    return (
      <p className="pl-muted pl-small">
        {t("meetings.joinFrom", { time: formats.moment(time.start - JOIN_BEFORE) })}
      </p>
    );
  }
  return state === "join" ? (
    <Button
      variant="primary"
      busy={busy}
      icon={<Video aria-hidden="true" />}
      onClick={() => join(roomId, { call: true })}
    >
      {t("meetings.join")}
    </Button>
  ) : (
    <Button
      busy={busy}
      icon={<DoorOpen aria-hidden="true" />}
      onClick={() => join(roomId, { call: false })}
    >
      {t("meetings.openRoom")}
    </Button>
  );
}
