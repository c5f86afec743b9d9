import type { RoomHandle } from "@plenum/matrix";
import { Button, Dialog, InlineMessage, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { failureCode } from "../../session/failure.ts";
import type { MessageItem } from "../rows.ts";
import { summaryOf } from "../summary.ts";

/** Says what deleting does before it is done; whoever moderates may say why. */
export default function DeleteDialog({
  item,
  eventId,
  handle,
  onClose,
}: {
  item: MessageItem;
  eventId: string;
  handle: RoomHandle;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const [reason, setReason] = useState("");
  const [state, setState] = useState<"idle" | "busy" | ReturnType<typeof failureCode>>("idle");
  const remove = async (): Promise<void> => {
    setState("busy");
    try {
      const given = reason.trim();
      await handle.redact(eventId, given === "" ? undefined : given);
      onClose();
    } catch (error) {
      setState(failureCode(error));
    }
  };
  return (
    <Dialog
      title={t("act.deleteTitle")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void remove()}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="danger" type="submit" busy={state === "busy"}>
            {t("act.deleteForAll")}
          </Button>
        </>
      }
    >
      <blockquote className="pl-quoted">
        <b>{item.sender.displayName}</b> {summaryOf(item.body, t)}
      </blockquote>
      <p>
        {item.own ? t("act.deleteOwn") : t("act.deleteOther", { name: item.sender.displayName })}
      </p>
      {item.own ? null : (
        <TextField
          label={t("act.reason")}
          description={t("act.reasonSeen")}
          value={reason}
          maxLength={400}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {state === "idle" || state === "busy" ? null : (
        <InlineMessage tone="danger">{t(`problem.matrix.${state}`)}</InlineMessage>
      )}
    </Dialog>
  );
}
