import type { OwnWait } from "@plenum/model";
import { Button, InlineMessage, Skeleton, Spinner, Switch } from "@plenum/ui";
import { Hourglass } from "lucide-react";
import { lazy, Suspense, useEffect, useEffectEvent, useState } from "react";
import type { ReactNode } from "react";
import type { ApiClient } from "../api/client.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useOwnWait } from "./use-own-wait.ts";
import { WAITING_STRAIGHT } from "./waiting.ts";
import "./lobby.css";

const DevicesBeforehand = lazy(() => import("./DevicesBeforehand.tsx"));

const MINUTE = 60_000;

/**
 * Before a room with a lobby: how long one waits already, what the moderators say, and whether
 * camera and microphone work.
 */
export default function WaitingRoom({
  api,
  roomId,
  title,
  onAdmitted,
  onRefused,
  onUnknown,
  onLeave,
}: {
  api: Pick<ApiClient, "authorised">;
  roomId: string;
  /** Name of the meeting, as far as it may be known. */
  title: string;
  /** @param straight whether the call is to be joined at once */
  onAdmitted: (wait: OwnWait, straight: boolean) => void;
  onRefused: (wait: OwnWait) => void;
  /** The room has no lobby of ours: one waits as the room alone has it. */
  onUnknown?: () => void;
  onLeave: () => Promise<void>;
}): ReactNode {
  const { t } = useI18n();
  const { wait, offline, unknown } = useOwnWait(api, roomId);
  const [straight, setStraight] = useState(() => localStorage.getItem(WAITING_STRAIGHT) !== "no");
  const [leaving, setLeaving] = useState(false);
  const decided = useEffectEvent((now: OwnWait) => {
    if (now.state === "admitted") onAdmitted(now, straight);
    if (now.state === "refused") onRefused(now);
  });
  useEffect(() => {
    if (wait !== undefined && wait.state !== "waiting") decided(wait);
  }, [wait]);
  const notKnown = useEffectEvent(() => onUnknown?.());
  useEffect(() => {
    if (unknown) notKnown();
  }, [unknown]);
  const leave = async (): Promise<void> => {
    setLeaving(true);
    await onLeave();
  };
  if (wait === undefined && !offline && !unknown) {
    return (
      <div className="pl-waiting-room" aria-busy="true">
        <Skeleton width="40%" />
        <Skeleton width="60%" />
      </div>
    );
  }
  return (
    <section className="pl-waiting-room" aria-labelledby="waiting-room">
      <header className="pl-waiting-room__head">
        <Hourglass aria-hidden="true" />
        <div>
          <p className="pl-muted">{title}</p>
          <h1 id="waiting-room">{t("waitingRoom.title")}</h1>
        </div>
      </header>
      <div className="pl-waiting-room__words">
        <p>{t("waitingRoom.text")}</p>
        {wait === undefined ? null : <Since wait={wait} />}
        <div aria-live="polite">
          {wait?.state === "admitted" ? (
            <p className="pl-row">
              <Spinner /> {t("waitingRoom.admitted")}
            </p>
          ) : null}
          {wait === undefined || wait.message === "" ? null : (
            <figure className="pl-waiting-room__message">
              <figcaption>{t("waitingRoom.message")}</figcaption>
              <blockquote>{wait.message}</blockquote>
            </figure>
          )}
          {offline ? (
            <InlineMessage tone="warning">{t("waitingRoom.offline")}</InlineMessage>
          ) : null}
        </div>
      </div>
      <Devices />
      <div className="pl-waiting-room__foot">
        <Switch
          label={t("waitingRoom.straight")}
          checked={straight}
          onChange={(on) => {
            setStraight(on);
            localStorage.setItem(WAITING_STRAIGHT, on ? "yes" : "no");
          }}
        />
        <Button busy={leaving} onClick={() => void leave()}>
          {t("waitingRoom.leave")}
        </Button>
      </div>
    </section>
  );
}

/** The camera goes on when it is asked for, not by itself. */
function Devices(): ReactNode {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <div className="pl-waiting-room__devices">
        <Button onClick={() => setOpen(true)}>{t("waitingRoom.devicesOpen")}</Button>
      </div>
    );
  }
  return (
    <section className="pl-waiting-room__devices" aria-label={t("waitingRoom.devices")}>
      <p className="pl-small pl-muted">{t("waitingRoom.devicesText")}</p>
      <Suspense fallback={<Spinner />}>
        <DevicesBeforehand />
      </Suspense>
    </section>
  );
}

/** How long one waits, and when it begins; counts by itself. */
function Since({ wait }: { wait: OwnWait }): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), MINUTE / 4);
    return () => window.clearInterval(timer);
  }, []);
  const minutes = Math.floor((now - Date.parse(wait.since)) / MINUTE);
  const begins = wait.beginsAt === undefined ? undefined : Date.parse(wait.beginsAt);
  return (
    <p className="pl-muted">
      {minutes < 1
        ? t("waitingRoom.since.now")
        : t("waitingRoom.since.minutes", { count: minutes })}
      {begins === undefined || begins <= now ? null : (
        <> {t("waitingRoom.begins", { time: dates.dateTime(begins) })}</>
      )}
    </p>
  );
}
