import { Banner, Button, useToast } from "@plenum/ui";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** Over a direct message, when the other person has other keys than those that were confirmed. */
export default function TrustLine({
  userId,
  roomId,
  name,
}: {
  userId: string;
  roomId: string;
  name: string;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const toast = useToast();
  const dialogs = useDialogAddress();
  const trust = useObservable(session.encryption.trustOf(userId));
  if (trust !== "changed") return null;
  const failed = (): void => toast({ text: t("message.actFailed") });
  const confirm = async (): Promise<void> => {
    try {
      await session.encryption.verifyPerson(userId, roomId);
      dialogs.open("verify");
    } catch {
      failed();
    }
  };
  return (
    <Banner
      tone="warning"
      actions={
        <>
          <Button
            size="small"
            variant="quiet"
            onClick={() => void session.encryption.acceptChange(userId).catch(failed)}
          >
            {t("encryption.trust.accept")}
          </Button>
          <Button size="small" variant="quiet" onClick={() => void confirm()}>
            {t("encryption.trust.confirm")}
          </Button>
        </>
      }
    >
      {t("encryption.trust.changedText", { name })}
    </Banner>
  );
}
