import { recurrenceSentence } from "@plenum/model/calendar";
import type { Meeting } from "@plenum/model";
import { Button, MenuButton, useToast, type MenuItem } from "@plenum/ui";
import { CalendarX, Copy, Download, Pencil } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { saveFile } from "../../app/save-text.ts";
import { useLocation } from "wouter";
import { useProblemText } from "../../api/use-problem-text.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { calendarFile } from "../api.ts";
import { CancelMeeting } from "./CancelMeeting.tsx";
import { invitationText } from "./invitation.ts";
import type { ShownTime } from "./use-meeting.ts";
import { useWhen } from "./use-when.ts";

/** What one can do with a meeting: pass it on; whoever may, changes it or calls it off. */
export function MeetingActions({
  meeting,
  time,
}: {
  meeting: Meeting;
  time: ShownTime;
}): ReactNode {
  const { t, language } = useI18n();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const toast = useToast();
  const when = useWhen();
  const [location, navigate] = useLocation();
  const [cancelling, setCancelling] = useState<"one" | "series">();
  const recurring = meeting.recurrence !== undefined;

  const copy = async (): Promise<void> => {
    const text = invitationText(
      { ...meeting, title: time.title },
      {
        when: when(time),
        repeats:
          meeting.recurrence === undefined
            ? undefined
            : recurrenceSentence(meeting.recurrence, meeting.start, language),
        labels: {
          when: t("meetings.when"),
          where: t("meetings.where"),
          join: t("meetings.join"),
          phone: t("meetings.phone"),
          pin: t("meetings.pin"),
        },
      },
    );
    await navigator.clipboard.writeText(text);
    toast({ text: t("meetings.copied") });
  };
  const download = async (): Promise<void> => {
    try {
      saveFile(await calendarFile(api, meeting.id), "besprechung.ics");
    } catch (problem) {
      toast({ text: problemText(problem) });
    }
  };
  const edit = (original?: string): void => {
    const query = new URLSearchParams({ dialog: "edit-meeting", meeting: meeting.id });
    if (original !== undefined) query.set("original", original);
    navigate(`${location}?${query}`);
  };
  return (
    <div className="pl-meeting__actions">
      <Button size="small" icon={<Copy aria-hidden="true" />} onClick={() => void copy()}>
        {t("meetings.copy")}
      </Button>
      <Button size="small" icon={<Download aria-hidden="true" />} onClick={() => void download()}>
        {t("meetings.calendarFile")}
      </Button>
      {meeting.mayChange && meeting.state === "confirmed" ? (
        <>
          <ForOneOrAll
            label={t("meetings.change")}
            icon={<Pencil aria-hidden="true" />}
            recurring={recurring}
            one={time.cancelled ? undefined : () => edit(time.original)}
            all={() => edit()}
          />
          <ForOneOrAll
            label={t("meetings.cancel")}
            icon={<CalendarX aria-hidden="true" />}
            recurring={recurring}
            one={time.cancelled ? undefined : () => setCancelling("one")}
            all={() => setCancelling("series")}
          />
        </>
      ) : null}
      {cancelling === undefined ? null : (
        <CancelMeeting
          meeting={meeting}
          time={cancelling === "one" ? time : undefined}
          onClose={() => setCancelling(undefined)}
        />
      )}
    </div>
  );
}

/** A button; where a meeting repeats, one that asks whether this occurrence or all are meant. */
function ForOneOrAll({
  label,
  icon,
  recurring,
  one,
  all,
}: {
  label: string;
  icon: ReactNode;
  recurring: boolean;
  one: (() => void) | undefined;
  all: () => void;
}): ReactNode {
  const { t } = useI18n();
  if (!recurring) {
    return (
      <Button size="small" icon={icon} onClick={all}>
        {label}
      </Button>
    );
  }
  const items: readonly MenuItem[] = [
    ...(one === undefined ? [] : [{ id: "one", label: t("meetings.thisOne"), onSelect: one }]),
    { id: "all", label: t("meetings.wholeSeries"), onSelect: all },
  ];
  return (
    <MenuButton size="small" label={label} icon={icon} items={items}>
      {label}
    </MenuButton>
  );
}
