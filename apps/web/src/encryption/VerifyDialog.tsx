import type { Verification } from "@plenum/matrix";
import { Button, Dialog, EmptyState, InlineMessage, Spinner } from "@plenum/ui";
import { BadgeCheck } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { CodeScanner } from "./CodeScanner.tsx";
import { QrCode } from "./QrCode.tsx";
import { SameEmoji } from "./SameEmoji.tsx";
import "./encryption.css";

/** The confirmation under way, from the first question to its end. */
export default function VerifyDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const verification = useObservable(session.encryption.verification);
  if (verification) return <Steps verification={verification} onClose={onClose} />;
  return (
    <Dialog title={t("encryption.verify.device")} closeLabel={t("common.close")} onClose={onClose}>
      <EmptyState headingLevel={3} title={t("encryption.verify.none")} />
    </Dialog>
  );
}

function Steps({
  verification,
  onClose,
}: {
  verification: Verification;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const state = useObservable(verification.state);
  const [busy, setBusy] = useState(false);
  const [scanning, setScanning] = useState(false);
  const [error, setError] = useState<string>();
  const name = usePersonName(verification);
  const { own } = verification;
  const title = own ? t("encryption.verify.device") : t("encryption.verify.person", { name });

  const act = (work: () => Promise<unknown>, wrong?: string): void => {
    const run = async (): Promise<void> => {
      setBusy(true);
      setError(undefined);
      try {
        await work();
      } catch (failure) {
        const code = failureCode(failure);
        setError(code === "not-found" && wrong !== undefined ? wrong : t(`problem.matrix.${code}`));
      } finally {
        setBusy(false);
      }
    };
    void run();
  };
  const close = (): void => {
    if (state.kind !== "done" && state.kind !== "ended") act(() => verification.cancel());
    onClose();
  };

  const actions = (): ReactNode => {
    switch (state.kind) {
      case "asked":
        return (
          <>
            <Button variant="quiet" onClick={close}>
              {t("encryption.verify.decline")}
            </Button>
            <Button variant="primary" busy={busy} onClick={() => act(() => verification.accept())}>
              {t("encryption.verify.begin")}
            </Button>
          </>
        );
      case "choose":
        return (
          <>
            {state.canScan && !scanning ? (
              <Button onClick={() => setScanning(true)}>{t("encryption.verify.scan")}</Button>
            ) : null}
            <Button variant="primary" busy={busy} onClick={() => act(() => verification.compare())}>
              {t("encryption.verify.compare")}
            </Button>
          </>
        );
      case "compare":
        return (
          <>
            <Button variant="danger" onClick={() => verification.mismatch()}>
              {t("encryption.verify.different")}
            </Button>
            <Button variant="primary" busy={busy} onClick={() => act(() => verification.confirm())}>
              {t("encryption.verify.same")}
            </Button>
          </>
        );
      case "scanned":
        return (
          <>
            <Button variant="danger" onClick={() => verification.mismatch()}>
              {t("encryption.verify.scannedNo")}
            </Button>
            <Button variant="primary" busy={busy} onClick={() => act(() => verification.confirm())}>
              {t("encryption.verify.scannedYes")}
            </Button>
          </>
        );
      case "done":
        return (
          <Button variant="primary" onClick={onClose}>
            {t("encryption.verify.close")}
          </Button>
        );
      case "ended":
        return own && state.reason !== "answered-elsewhere" ? (
          <Button
            busy={busy}
            onClick={() =>
              act(() =>
                session.encryption.status.get().kind === "needs-recovery-code"
                  ? session.encryption.verifyThisDevice()
                  : session.encryption.verifyDevice(verification.deviceId ?? ""),
              )
            }
          >
            {t("encryption.verify.again")}
          </Button>
        ) : (
          <Button onClick={onClose}>{t("common.close")}</Button>
        );
      case "waiting":
      case "starting":
      case "finishing":
        return (
          <Button variant="quiet" onClick={close}>
            {t("common.cancel")}
          </Button>
        );
      default:
        return state satisfies never;
    }
  };

  const body = (): ReactNode => {
    switch (state.kind) {
      case "waiting":
        return (
          <Waiting>
            {own ? t("encryption.verify.waiting") : t("encryption.verify.waitingPerson", { name })}
          </Waiting>
        );
      case "asked":
        return <p>{own ? t("encryption.verify.asked") : t("encryption.verify.askedPerson")}</p>;
      case "choose":
        if (scanning && state.canScan) {
          return (
            <CodeScanner
              onFound={(bytes) => {
                setScanning(false);
                act(() => verification.scanned(bytes), t("encryption.verify.scanner.wrong"));
              }}
              onStop={() => setScanning(false)}
            />
          );
        }
        return (
          <>
            <p>
              {state.qrCode === undefined
                ? t("encryption.verify.chooseNoCode")
                : t("encryption.verify.choose")}
            </p>
            {state.qrCode === undefined ? null : (
              <QrCode bytes={state.qrCode} label={t("encryption.verify.code")} />
            )}
          </>
        );
      case "starting":
        return <Waiting>{t("encryption.verify.starting")}</Waiting>;
      case "compare":
        return (
          <>
            <p>{t("encryption.verify.question")}</p>
            <SameEmoji emoji={state.emoji} />
          </>
        );
      case "scanned":
        return <p>{t("encryption.verify.scanned")}</p>;
      case "finishing":
        return <Waiting>{t("encryption.verify.finishing")}</Waiting>;
      case "done":
        return (
          <EmptyState
            headingLevel={3}
            icon={<BadgeCheck aria-hidden="true" />}
            title={t("encryption.verify.done")}
          >
            {own ? t("encryption.verify.doneDevice") : t("encryption.verify.donePerson", { name })}
          </EmptyState>
        );
      case "ended":
        return (
          <InlineMessage tone={state.reason === "mismatch" ? "danger" : "info"}>
            {t(`encryption.verify.ended.${state.reason}`)}
          </InlineMessage>
        );
      default:
        return state satisfies never;
    }
  };

  return (
    <Dialog title={title} closeLabel={t("common.close")} onClose={close} actions={actions()}>
      <div className="pl-verify" aria-live="polite">
        {body()}
      </div>
      {error === undefined ? null : <InlineMessage tone="danger">{error}</InlineMessage>}
    </Dialog>
  );
}

function Waiting({ children }: { children: ReactNode }): ReactNode {
  return (
    <p className="pl-verify__waiting">
      <Spinner />
      <span>{children}</span>
    </p>
  );
}

/** The name under which the other person of a confirmation is known. */
function usePersonName(verification: Verification): string {
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  for (const room of rooms.values()) {
    if (room.directUserId === verification.userId && room.name !== "") return room.name;
  }
  return verification.userId;
}
