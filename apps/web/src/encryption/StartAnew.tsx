import { Button, Dialog } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { usePasswordStep } from "./use-password-step.tsx";

/** Gives up keys that cannot be reached any more, after saying what that costs. */
export function StartAnew({
  onBack,
  onClose,
}: {
  onBack: () => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { recovery } = useWorkspace();
  const dialogs = useDialogAddress();
  const { busy, submit, field } = usePasswordStep(
    t("encryption.lost.password"),
    async (password) => {
      await recovery.startAnew(password);
      dialogs.open("recovery-code");
    },
  );
  return (
    <Dialog
      title={t("encryption.lost.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button variant="quiet" onClick={onBack}>
            {t("encryption.lost.back")}
          </Button>
          <Button type="submit" variant="danger" busy={busy}>
            {t("encryption.lost.submit")}
          </Button>
        </>
      }
    >
      <p>{t("encryption.lost.text")}</p>
      <ul>
        <li>{t("encryption.lost.loses")}</li>
        <li>{t("encryption.lost.keeps")}</li>
        <li>{t("encryption.lost.others")}</li>
      </ul>
      {field}
    </Dialog>
  );
}
