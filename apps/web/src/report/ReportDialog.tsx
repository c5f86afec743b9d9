import { Button, Dialog, InlineMessage, TextArea, useToast } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
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
  const { session } = useWorkspace();
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
      await session.messages.report({ roomId, eventId }, reason.trim());
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
