import { Button, Dialog, InlineMessage, TextArea, useToast } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { z } from "zod";
import { useProblemText } from "../api/use-problem-text.ts";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import type { MessageItem } from "../timeline/rows.ts";
import { summaryOf } from "../timeline/summary.ts";

/** Tells those who run the server about a message, with a reason. */
export default function ReportDialog({
  roomId,
  eventId,
  item,
  onClose,
}: {
  roomId: string;
  eventId: string;
  item: MessageItem;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const toast = useToast();
  const { session, api } = useWorkspace();
  const problemText = useProblemText();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    if (reason.trim() === "") {
      setProblem(t("report.empty"));
      return;
    }
    setBusy(true);
    try {
      // To the server's own list as well; a server that does not take it must not lose the report.
      const [told] = await Promise.allSettled([
        api.authorised({
          method: "POST",
          path: "/api/v1/reports",
          body: { roomId, eventId, userId: item.sender.userId, reason: reason.trim() },
          answer: z.unknown(),
        }),
        session.messages.report({ roomId, eventId }, reason.trim()),
      ]);
      if (told.status === "rejected") {
        setProblem(problemText(told.reason));
        setBusy(false);
        return;
      }
      toast({ text: t("report.done") });
      onClose();
    } catch (error) {
      setProblem(t(`problem.matrix.${failureCode(error)}`));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("report.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void send()}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="primary" type="submit" busy={busy}>
            {t("report.submit")}
          </Button>
        </>
      }
    >
      <blockquote className="pl-quoted">
        <b>{item.sender.displayName}</b> {summaryOf(item.body, t)}
      </blockquote>
      <TextArea
        label={t("report.reason")}
        rows={3}
        maxLength={1000}
        value={reason}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <InlineMessage tone="info">{t("report.who")}</InlineMessage>
      {problem === undefined ? null : <InlineMessage tone="danger">{problem}</InlineMessage>}
    </Dialog>
  );
}
