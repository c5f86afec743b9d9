import type { OwnDevice } from "@plenum/matrix";
import { Button, Dialog } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { usePasswordStep } from "./use-password-step.tsx";

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
  const { busy, submit, field } = usePasswordStep(
    t("encryption.devices.password"),
    async (password) => {
      await session.devices.signOut([device.deviceId], password);
      onDone();
    },
  );
  return (
    <Dialog
      title={t("encryption.devices.signOutTitle", { name: device.name })}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={submit}
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
      {field}
    </Dialog>
  );
}
