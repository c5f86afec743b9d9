import { Button, Dialog, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** The account had keys before: the server wants the password before it takes new ones. */
export default function SetUpWithPassword({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const { recovery } = useWorkspace();
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const submit = async (): Promise<void> => {
    if (busy || password === "") return;
    setBusy(true);
    setError(undefined);
    try {
      await recovery.setUpWith(password);
      onClose();
    } catch (failure) {
      setError(t(`problem.matrix.${failureCode(failure)}`));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("encryption.setUp.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <Button type="submit" variant="primary" busy={busy}>
          {t("encryption.setUp.submit")}
        </Button>
      }
    >
      <p>{t("encryption.setUp.text")}</p>
      <TextField
        data-autofocus
        type="password"
        autoComplete="current-password"
        label={t("signIn.password")}
        value={password}
        error={error}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </Dialog>
  );
}
