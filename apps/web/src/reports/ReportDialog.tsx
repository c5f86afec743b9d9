import { reportKindSchema, type ReportKind, type ReportRequestBody } from "@plenum/model";
import { Button, Dialog, InlineMessage, RadioList, TextArea } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import { useProblemText } from "../api/use-problem-text.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

const answerSchema = z.object({ id: z.uuid() });

/** Reporting a person of a room; says when the report has arrived. */
export default function ReportDialog({
  roomId,
  userId,
  name,
  onClose,
}: {
  roomId: string;
  userId: string;
  name: string;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const [kind, setKind] = useState<ReportKind>("insult");
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const [sent, setSent] = useState(false);
  const needed = kind === "other";

  const send = async (): Promise<void> => {
    if (needed && reason.trim() === "") {
      setFailed(t("reports.missing"));
      return;
    }
    setBusy(true);
    setFailed(undefined);
    try {
      const body: ReportRequestBody = { roomId, userId, kind, reason };
      await api.authorised({ method: "POST", path: "/api/v1/reports", body, answer: answerSchema });
      setSent(true);
    } catch (error) {
      setFailed(problemText(error));
    } finally {
      setBusy(false);
    }
  };

  if (sent) {
    return (
      <Dialog
        key="sent"
        title={t("reports.sentTitle")}
        closeLabel={t("common.close")}
        onClose={onClose}
        actions={
          <Button variant="primary" data-autofocus onClick={onClose}>
            {t("common.close")}
          </Button>
        }
      >
        <p>{t("reports.sentText")}</p>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t("reports.title", { name })}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void send()}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t("reports.send")}
          </Button>
        </>
      }
    >
      <p>{t("reports.text", { name })}</p>
      <RadioList
        label={t("reports.kind")}
        value={kind}
        options={reportKindSchema.options.map((value) => ({
          value,
          label: t(`reports.kinds.${value}`),
        }))}
        onChange={setKind}
      />
      <TextArea
        label={t(needed ? "reports.wordsNeeded" : "reports.words")}
        value={reason}
        maxLength={1000}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {failed === undefined ? null : <InlineMessage tone="danger">{failed}</InlineMessage>}
    </Dialog>
  );
}
