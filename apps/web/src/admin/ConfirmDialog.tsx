import { Button, Dialog } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { Failure } from "./Failure.tsx";
import { useAct } from "./use-act.ts";

/** Asks once more before something that cannot be taken back. */
export function ConfirmDialog({
  title,
  text,
  verb,
  onConfirm,
  onClose,
}: {
  title: string;
  text: string;
  /** Words of the button, e.g. "Revoke". */
  verb: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { running, problem, act } = useAct();
  const confirm = async (): Promise<void> => {
    if (await act("confirm", onConfirm)) onClose();
  };
  return (
    <Dialog
      title={title}
      closeLabel={t("common.close")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="danger" busy={running !== undefined} onClick={() => void confirm()}>
            {verb}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      <Failure of={problem} />
    </Dialog>
  );
}
