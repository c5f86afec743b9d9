import { Button, Dialog, InlineMessage, Skeleton } from "@plenum/ui";
import type { ReactNode } from "react";
import { useSearch } from "wouter";
import { useProblemText } from "../../api/use-problem-text.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useAddressRoom } from "../../rooms/use-address-room.ts";
import { isDay, ownZone, wallOf } from "../calendar/time.ts";
import { useMeeting } from "../details/use-meeting.ts";
import { useFormats } from "../formats.ts";
import { useHere } from "../use-now.ts";
import { type Form, formOf } from "./form.ts";
import { ScheduleForm } from "./ScheduleForm.tsx";
import "../meetings.css";
import "./schedule.css";

const HALF_HOUR = 30 * 60_000;

/** Schedules a meeting, or changes the one that the address names. */
export default function ScheduleDialog({ onClose }: { onClose: () => void }): ReactNode {
  const query = new URLSearchParams(useSearch());
  const id = query.get("meeting");
  return id === null ? (
    <NewMeeting at={query.get("at") ?? ""} onClose={onClose} />
  ) : (
    <ChangeMeeting id={id} original={query.get("original") ?? undefined} onClose={onClose} />
  );
}

/** @param at `2026-12-01` or `2026-12-01T09:30`, as the address says; anything else: soon */
function NewMeeting({ at, onClose }: { at: string; onClose: () => void }): ReactNode {
  const { now, zone, today } = useHere();
  const formats = useFormats(zone);
  const room = useAddressRoom();
  const soon = Math.ceil((now + 1) / HALF_HOUR) * HALF_HOUR;
  const [day = "", time = ""] = at.split("T");
  const given = isDay(day);
  const known = room !== undefined && room.isConference ? room : undefined;
  const initial: Form = {
    title: known?.name ?? "",
    description: "",
    kind: "meeting",
    day: formats.dayField(given ? day : wallOf(soon, zone).day),
    time: /^\d{2}:\d{2}$/.test(time) ? time : given && day !== today ? "09:00" : formats.time(soon),
    length: formats.length(60),
    timeZone: zone,
    people: [],
    places: "",
    lobby: false,
    encrypted: true,
    reminder: 10,
  };
  return <ScheduleForm initial={initial} room={known} onClose={onClose} />;
}

function ChangeMeeting({
  id,
  original,
  onClose,
}: {
  id: string;
  original: string | undefined;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const problemText = useProblemText();
  const { meeting, problem, retry } = useMeeting(id);
  const formats = useFormats(ownZone());
  if (meeting !== undefined) {
    return (
      <ScheduleForm
        // A meeting that others change meanwhile must not take away what is being typed.
        key={meeting.id}
        initial={formOf(meeting, { day: formats.dayField, length: formats.length }, original)}
        meeting={meeting}
        original={original}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title={t("meetings.change")} closeLabel={t("common.close")} onClose={onClose}>
      {problem === undefined ? (
        <Skeleton width="60%" />
      ) : (
        <>
          <InlineMessage tone="danger">{problemText(problem)}</InlineMessage>
          <Button onClick={retry}>{t("common.tryAgain")}</Button>
        </>
      )}
    </Dialog>
  );
}
