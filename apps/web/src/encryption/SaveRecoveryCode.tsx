import { Button, Dialog, EmptyState, InlineMessage } from "@plenum/ui";
import { Check, Copy, Download, Printer } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { saveText } from "../app/save-text.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import "./encryption.css";

/** Shows the recovery code until the person says that it is kept somewhere safe. */
export default function SaveRecoveryCode({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const { recovery, session } = useWorkspace();
  const { code } = useStore(recovery);
  const [copied, setCopied] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);

  const confirm = async (): Promise<void> => {
    setBusy(true);
    setFailed(false);
    try {
      await recovery.confirmSaved();
      onClose();
    } catch {
      setFailed(true);
      setBusy(false);
    }
  };

  if (code === undefined) {
    return (
      <Dialog
        title={t("encryption.saveCode.title")}
        closeLabel={t("common.close")}
        onClose={onClose}
      >
        <EmptyState headingLevel={3} title={t("encryption.saveCode.noneTitle")}>
          {t("encryption.saveCode.noneText")}
        </EmptyState>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t("encryption.saveCode.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t("encryption.saveCode.later")}
          </Button>
          <Button
            variant="primary"
            icon={<Check aria-hidden="true" />}
            busy={busy}
            onClick={() => void confirm()}
          >
            {t("encryption.saveCode.haveIt")}
          </Button>
        </>
      }
    >
      <p>{t("encryption.saveCode.text")}</p>
      <section className="pl-code" aria-label={t("encryption.saveCode.code")}>
        <p className="pl-code__account">{session.userId}</p>
        <p className="pl-code__code">{code}</p>
      </section>
      <div className="pl-row">
        <Button icon={<Printer aria-hidden="true" />} onClick={() => window.print()}>
          {t("encryption.saveCode.print")}
        </Button>
        <Button
          icon={<Download aria-hidden="true" />}
          onClick={() =>
            saveText(
              `${session.userId}\n${code}\n`,
              t("encryption.saveCode.fileName"),
              "text/plain",
            )
          }
        >
          {t("encryption.saveCode.saveFile")}
        </Button>
        <Button
          icon={<Copy aria-hidden="true" />}
          onClick={() => {
            void navigator.clipboard.writeText(code).then(() => setCopied(true));
          }}
        >
          {copied ? t("common.copied") : t("common.copy")}
        </Button>
      </div>
      {failed ? (
        <InlineMessage tone="danger">{t("encryption.saveCode.failed")}</InlineMessage>
      ) : null}
      <p className="pl-small pl-muted">{t("encryption.saveCode.hint")}</p>
    </Dialog>
  );
}
