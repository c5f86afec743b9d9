import { Button, InlineMessage } from "@plenum/ui";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { DeviceList } from "./DeviceList.tsx";
import "./encryption.css";

/** Part of the settings: the account's keys, and the devices that hold them. */
export default function SecuritySettings(): ReactNode {
  const { t } = useI18n();
  return (
    <>
      <section aria-labelledby="settings-encryption">
        <h2 id="settings-encryption">{t("settings.encryption")}</h2>
        <Keys />
      </section>
      <section aria-labelledby="settings-devices">
        <h2 id="settings-devices">{t("encryption.devices.title")}</h2>
        <DeviceList />
      </section>
    </>
  );
}

function Keys(): ReactNode {
  const { t } = useI18n();
  const { session, recovery } = useWorkspace();
  const status = useObservable(session.encryption.status);
  const { code } = useStore(recovery);
  const dialogs = useDialogAddress();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  const renew = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await recovery.renew();
      dialogs.open("recovery-code");
    } catch (failure) {
      setError(t(`problem.matrix.${failureCode(failure)}`));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div className="pl-setting">
        <span>
          {status.kind === "ready" && !status.recoveryCodeSaved
            ? t("settings.encryptionState.unsaved")
            : t(`settings.encryptionState.${status.kind}`)}
        </span>
        {status.kind === "needs-recovery-code" ? (
          <Button icon={<KeyRound aria-hidden="true" />} onClick={() => dialogs.open("recover")}>
            {t("recover.enter")}
          </Button>
        ) : null}
        {code === undefined ? null : (
          <Button
            icon={<KeyRound aria-hidden="true" />}
            onClick={() => dialogs.open("recovery-code")}
          >
            {t("recovery.save")}
          </Button>
        )}
      </div>
      {status.kind === "ready" && code === undefined ? (
        <div className="pl-setting">
          <span className="pl-muted">{t("encryption.renew.text")}</span>
          <Button busy={busy} onClick={() => void renew()}>
            {t("encryption.renew.button")}
          </Button>
        </div>
      ) : null}
      {error === undefined ? null : <InlineMessage tone="danger">{error}</InlineMessage>}
    </>
  );
}
