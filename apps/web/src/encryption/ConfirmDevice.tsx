import { Button, Dialog, TextField } from "@plenum/ui";
import { MonitorSmartphone } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { StartAnew } from "./StartAnew.tsx";

/**
 * A new device of an account with keys: confirms it from another device or by the recovery code,
 * begins anew where neither is at hand, or goes on without for now.
 */
export default function ConfirmDevice({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const { recovery, session } = useWorkspace();
  const status = useObservable(session.encryption.status);
  const dialogs = useDialogAddress();
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [lost, setLost] = useState(false);
  const [error, setError] = useState<string>();

  const submit = async (): Promise<void> => {
    if (busy) return;
    if (code.trim() === "") {
      setError(t("encryption.unlock.empty"));
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      await recovery.recover(code.trim());
      onClose();
    } catch (failure) {
      const failed = failureCode(failure);
      setError(
        failed === "bad-recovery-code"
          ? t("encryption.unlock.wrong")
          : t(`problem.matrix.${failed}`),
      );
      setBusy(false);
    }
  };
  const skip = (): void => {
    recovery.skip();
    onClose();
  };
  const fromOtherDevice = async (): Promise<void> => {
    setAsking(true);
    try {
      await session.encryption.verifyThisDevice();
      // The keys come a moment after the confirmation: until then nobody should be asked again.
      recovery.skip();
      dialogs.open("verify");
    } catch (failure) {
      setError(t(`problem.matrix.${failureCode(failure)}`));
      setAsking(false);
    }
  };

  if (lost) return <StartAnew onBack={() => setLost(false)} onClose={onClose} />;
  const others = status.kind === "needs-recovery-code" && status.otherDevices;
  return (
    <Dialog
      title={t("encryption.unlock.title")}
      closeLabel={t("common.close")}
      onClose={skip}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button variant="quiet" onClick={skip}>
            {t("encryption.unlock.without")}
          </Button>
          <Button type="submit" variant={others ? "secondary" : "primary"} busy={busy}>
            {t("encryption.unlock.submit")}
          </Button>
        </>
      }
    >
      <p>{t("encryption.unlock.text")}</p>
      {others ? (
        <>
          <div className="pl-unlock__other">
            <Button
              variant="primary"
              busy={asking}
              icon={<MonitorSmartphone aria-hidden="true" />}
              onClick={() => void fromOtherDevice()}
            >
              {t("encryption.unlock.other")}
            </Button>
            <p className="pl-small pl-muted">{t("encryption.unlock.otherText")}</p>
          </div>
          <p>{t("encryption.unlock.or")}</p>
        </>
      ) : null}
      <TextField
        data-autofocus={others ? undefined : true}
        label={t("encryption.unlock.label")}
        description={t("encryption.unlock.description")}
        value={code}
        error={error}
        spellCheck={false}
        autoCapitalize="none"
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <p className="pl-small pl-muted">{t("encryption.unlock.missing")}</p>
      <Button size="small" variant="quiet" onClick={() => setLost(true)}>
        {t("encryption.unlock.lost")}
      </Button>
    </Dialog>
  );
}
