import type { OwnDevice } from "@plenum/matrix";
import { Button, Dialog, InlineMessage, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** Ends the sign-in of another device; asks for the password only where the server does. */
export function SignOutDevice({
  device,
  onClose,
  onDone,
}: {
  device: OwnDevice;
  onClose: () => void;
  onDone: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [password, setPassword] = useState("");
  const [needed, setNeeded] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  const submit = async (): Promise<void> => {
    if (busy || (needed && password === "")) return;
    setBusy(true);
    setError(undefined);
    try {
      await session.devices.signOut([device.deviceId], needed ? password : undefined);
      onDone();
    } catch (failure) {
      const code = failureCode(failure);
      if (code === "password-needed") setNeeded(true);
      else setError(t(`problem.matrix.${code}`));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("encryption.devices.signOutTitle", { name: device.name })}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" variant="danger" busy={busy}>
            {t("encryption.devices.signOut")}
          </Button>
        </>
      }
    >
      <p>{t("encryption.devices.signOutText")}</p>
      {needed ? (
        <TextField
          type="password"
          autoComplete="current-password"
          label={t("encryption.devices.password")}
          value={password}
          error={error}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      ) : null}
      {!needed && error !== undefined ? <InlineMessage tone="danger">{error}</InlineMessage> : null}
    </Dialog>
  );
}
