import { Button, Dialog, InlineMessage, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

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
  const [password, setPassword] = useState("");
  const [needed, setNeeded] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  const submit = async (): Promise<void> => {
    if (busy || (needed && password === "")) return;
    setBusy(true);
    setError(undefined);
    try {
      await recovery.startAnew(needed ? password : undefined);
      dialogs.open("recovery-code");
    } catch (failure) {
      const code = failureCode(failure);
      if (code === "password-needed") setNeeded(true);
      else setError(t(`problem.matrix.${code}`));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("encryption.lost.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void submit()}
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
      {needed ? (
        <TextField
          type="password"
          autoComplete="current-password"
          label={t("encryption.lost.password")}
          value={password}
          error={error}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      ) : null}
      {!needed && error !== undefined ? <InlineMessage tone="danger">{error}</InlineMessage> : null}
    </Dialog>
  );
}
