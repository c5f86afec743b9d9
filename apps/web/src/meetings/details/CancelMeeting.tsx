import type { Meeting } from "@plenum/model";
import { Button, Dialog, InlineMessage, TextArea, useToast } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useProblemText } from "../../api/use-problem-text.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { cancelMeeting } from "../api.ts";
import type { ShownTime } from "./use-meeting.ts";
import { useWhen } from "./use-when.ts";

/** Calls off a meeting, or one occurrence, with a sentence to those invited. */
export function CancelMeeting({
  meeting,
  time,
  onClose,
}: {
  meeting: Meeting;
  /** The occurrence that is called off; undefined for everything. */
  time: ShownTime | undefined;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { api, meetings } = useWorkspace();
  const problemText = useProblemText();
  const toast = useToast();
  const when = useWhen();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const invited = meeting.people.filter(({ userId }) => userId !== meeting.organiser).length;
  const recurring = meeting.recurrence !== undefined;

  const cancel = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await cancelMeeting(api, meeting.id, {
        reason: reason.trim(),
        ...(time === undefined ? {} : { original: time.original }),
      });
      meetings.changed();
      toast({ text: t("meetings.cancelDone") });
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const what =
    time !== undefined
      ? t("meetings.cancelOneText", { title: time.title, when: when(time) })
      : t(recurring ? "meetings.cancelAllText" : "meetings.cancelText", { title: meeting.title });
  return (
    <Dialog
      title={t(
        time !== undefined && recurring
          ? "meetings.cancelOneTitle"
          : recurring
            ? "meetings.cancelAllTitle"
            : "meetings.cancelTitle",
      )}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void cancel()}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t("meetings.keep")}
          </Button>
          <Button type="submit" variant="danger" busy={busy}>
            {time === undefined && recurring ? t("meetings.cancelAll") : t("meetings.cancelNow")}
          </Button>
        </>
      }
    >
      <p>
        {what} {invited === 0 ? "" : t("meetings.cancelTold", { count: invited })}
      </p>
      <TextArea
        label={t("meetings.reason")}
        description={t("meetings.reasonText")}
        value={reason}
        maxLength={500}
        rows={3}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{problemText(problem)}</InlineMessage>
      )}
    </Dialog>
  );
}
