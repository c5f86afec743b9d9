import type { OwnWait } from "@plenum/model";
import { Button, EmptyState } from "@plenum/ui";
import { DoorClosed } from "lucide-react";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import "./lobby.css";

/** One was not let in: what the moderators say about it, and when one may knock again. */
export default function Refused({
  wait,
  onAgain,
}: {
  wait: Pick<OwnWait, "sentence" | "againAt">;
  onAgain: () => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const again = wait.againAt === undefined ? undefined : Date.parse(wait.againAt);
  const open = usePassed(again);
  const { sentence = "" } = wait;
  return (
    <EmptyState
      headingLevel={1}
      icon={<DoorClosed aria-hidden="true" />}
      title={t("waitingRoom.refusedTitle")}
      actions={
        again !== undefined && open ? (
          <Button onClick={onAgain}>{t("waitingRoom.again")}</Button>
        ) : undefined
      }
    >
      {sentence === "" ? (
        <p>{t("waitingRoom.refusedText")}</p>
      ) : (
        <figure className="pl-waiting-room__message">
          <figcaption>{t("waitingRoom.refusedSays")}</figcaption>
          <blockquote>{sentence}</blockquote>
        </figure>
      )}
      {again === undefined ? <p>{t("waitingRoom.never")}</p> : null}
      {again !== undefined && !open ? (
        <p>{t("waitingRoom.againAt", { time: dates.time(again) })}</p>
      ) : null}
    </EmptyState>
  );
}

/** Whether a moment has come; turns true by itself. */
function usePassed(moment: number | undefined): boolean {
  const [now, setNow] = useState(() => Date.now());
  const left = moment === undefined ? 0 : moment - now;
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = window.setTimeout(() => setNow(Date.now()), left + 50);
    return () => window.clearTimeout(timer);
  }, [left]);
  return left <= 0;
}
