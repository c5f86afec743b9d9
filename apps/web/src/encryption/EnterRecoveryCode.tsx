import { Button, Dialog, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** A new device of an account with keys: asks for the recovery code, or goes on without it. */
export function EnterRecoveryCode({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const { recovery } = useWorkspace();
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  const submit = async (): Promise<void> => {
    if (busy) return;
    if (code.trim() === "") {
      setError(t("recover.empty"));
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      await recovery.recover(code.trim());
      onClose();
    } catch (failure) {
      const failed = failureCode(failure);
      setError(failed === "bad-recovery-code" ? t("recover.wrong") : t(`problem.matrix.${failed}`));
      setBusy(false);
    }
  };
  const skip = (): void => {
    recovery.skip();
    onClose();
  };

  return (
    <Dialog
      title={t("recover.title")}
      closeLabel={t("common.close")}
      onClose={skip}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button variant="quiet" onClick={skip}>
            {t("recover.without")}
          </Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t("recover.submit")}
          </Button>
        </>
      }
    >
      <p>{t("recover.text")}</p>
      <TextField
        data-autofocus
        label={t("recover.label")}
        description={t("recover.description")}
        value={code}
        error={error}
        spellCheck={false}
        autoCapitalize="none"
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <p className="pl-small pl-muted">{t("recover.missing")}</p>
    </Dialog>
  );
}
