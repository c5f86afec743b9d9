import type { Observable, VerificationState } from "@plenum/matrix";
import { Banner, Button } from "@plenum/ui";
import { BadgeCheck, KeyRound } from "lucide-react";
import { Suspense, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { useObservable } from "../app/observable.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { lazyView } from "../i18n/feature-texts.ts";
import { meetingsTexts } from "../meetings/texts.ts";
import { useDialogAddress } from "./dialog-address.ts";
import { useWorkspace } from "./WorkspaceContext.tsx";

const MeetingReminder = lazyView(
  () => import("../meetings/reminder/MeetingReminder.tsx"),
  meetingsTexts,
);

const NOTHING_ASKED: Observable<VerificationState> = {
  get: () => NOTHING,
  subscribe: () => () => undefined,
};
const NOTHING: VerificationState = { kind: "done" };

/** Milliseconds without the server after which it is worth a line. */
const PATIENCE = 2_000;

/** Quiet lines over main: no connection, recovery code not saved, keys missing on this device. */
export function StatusLines(): ReactNode {
  const { t } = useI18n();
  const { session, recovery } = useWorkspace();
  const dates = useDates();
  const dialogs = useDialogAddress();
  const lastState = useObservable(session.lastState);
  const status = useObservable(session.encryption.status);
  const { code, passwordNeeded } = useStore(recovery);
  const offline = useLongOffline();
  return (
    <>
      {offline ? (
        <Banner tone="warning">
          {lastState === undefined
            ? t("status.offline")
            : t("status.offlineSince", { time: dates.dateTime(lastState.at) })}
        </Banner>
      ) : null}
      {status.kind === "ready" && !status.recoveryCodeSaved && code !== undefined ? (
        <Banner
          icon={<KeyRound aria-hidden="true" />}
          actions={
            <Button size="small" variant="quiet" onClick={() => dialogs.open("recovery-code")}>
              {t("recovery.save")}
            </Button>
          }
        >
          {t("recovery.bannerText")}
        </Banner>
      ) : null}
      {passwordNeeded ? (
        <Banner
          icon={<KeyRound aria-hidden="true" />}
          actions={
            <Button size="small" variant="quiet" onClick={() => dialogs.open("set-up")}>
              {t("setUp.open")}
            </Button>
          }
        >
          {t("setUp.bannerText")}
        </Banner>
      ) : null}
      <Reminders />
      <VerificationAsked />
      {status.kind === "needs-recovery-code" ? (
        <Banner
          icon={<KeyRound aria-hidden="true" />}
          actions={
            <Button size="small" variant="quiet" onClick={() => dialogs.open("recover")}>
              {t("recover.enter")}
            </Button>
          }
        >
          {t("recover.bannerText")}
        </Banner>
      ) : null}
    </>
  );
}

/** Meetings that begin soon; fetched when the chats are there. */
function Reminders(): ReactNode {
  const { session } = useWorkspace();
  const ready = useObservable(session.roomsReady);
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (!ready || session.guestOf !== undefined) return undefined;
    const idle = requestIdleCallback(() => setWanted(true), { timeout: 5_000 });
    return () => cancelIdleCallback(idle);
  }, [ready, session]);
  return wanted ? (
    <Suspense>
      <MeetingReminder />
    </Suspense>
  ) : null;
}

/** Another device, or somebody, wants to be confirmed. */
function VerificationAsked(): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const dialogs = useDialogAddress();
  const verification = useObservable(session.encryption.verification);
  const rooms = useObservable(session.rooms);
  const asked = useObservable(verification?.state ?? NOTHING_ASKED).kind === "asked";
  if (!asked || verification === undefined) return null;
  const direct = [...rooms.values()].find((room) => room.directUserId === verification.userId);
  return (
    <Banner
      icon={<BadgeCheck aria-hidden="true" />}
      actions={
        <Button size="small" variant="quiet" onClick={() => dialogs.open("verify")}>
          {t("verification.look")}
        </Button>
      }
    >
      {verification.own
        ? t("verification.deviceAsks")
        : t("verification.personAsks", { name: direct?.name ?? verification.userId })}
    </Banner>
  );
}

function useLongOffline(): boolean {
  const { session } = useWorkspace();
  const connection = useObservable(session.connection);
  const since = connection.kind === "offline" ? connection.since : undefined;
  const [over, setOver] = useState<number>();
  useEffect(() => {
    if (since === undefined) return undefined;
    const timer = setTimeout(() => setOver(since), Math.max(0, since + PATIENCE - Date.now()));
    return () => clearTimeout(timer);
  }, [since]);
  return since !== undefined && over === since;
}
