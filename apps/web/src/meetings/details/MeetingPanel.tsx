import { Button, classes, EmptyState, IconButton, Skeleton } from "@plenum/ui";
import { CalendarX, X } from "lucide-react";
import type { ReactNode } from "react";
import { useProblemText } from "../../api/use-problem-text.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import type { MeetingPlace } from "../address.ts";
import { MeetingDetails } from "./MeetingDetails.tsx";
import { useMeeting } from "./use-meeting.ts";

/** Whoever opens the details continues in them. */
function focusNow(element: HTMLElement | null): void {
  element?.focus();
}

/** A meeting's details beside the calendar, or on a page of their own. Escape closes them. */
export function MeetingPanel({
  place,
  onClose,
  alone = false,
}: {
  place: MeetingPlace;
  onClose: () => void;
  alone?: boolean;
}): ReactNode {
  const { t } = useI18n();
  const problemText = useProblemText();
  const { meeting, problem, retry } = useMeeting(place.id);
  const close = alone ? t("meetings.toCalendar") : t("common.close");
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes the panel; the button at its head does too
    <section
      ref={focusNow}
      className={classes("pl-meeting", alone && "pl-meeting--alone")}
      aria-label={t("meetings.details")}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented && !alone) onClose();
      }}
    >
      <header className="pl-meeting__head">
        {alone ? (
          <Button size="small" variant="quiet" onClick={onClose}>
            {close}
          </Button>
        ) : (
          <IconButton label={close} icon={<X aria-hidden="true" />} onClick={onClose} />
        )}
      </header>
      {meeting === undefined ? null : (
        <MeetingDetails meeting={meeting} original={place.original} headingLevel={alone ? 1 : 2} />
      )}
      {meeting === undefined && problem === undefined ? (
        <div className="pl-meetings__waiting" aria-busy="true">
          <Skeleton width="70%" />
          <Skeleton width="50%" />
          <Skeleton width="60%" />
        </div>
      ) : null}
      {problem === undefined ? null : (
        <EmptyState
          headingLevel={alone ? 1 : 2}
          icon={<CalendarX aria-hidden="true" />}
          title={t("meetings.notShown")}
          actions={<Button onClick={retry}>{t("common.tryAgain")}</Button>}
        >
          {problemText(problem)}
        </EmptyState>
      )}
    </section>
  );
}
