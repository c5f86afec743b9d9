import { Button, EmptyState } from "@plenum/ui";
import { DoorClosed } from "lucide-react";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { ApiError } from "../api/problem-error.ts";
import { useProblemText } from "../api/use-problem-text.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";

/** Longest delay that a browser's timer takes, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** Why one cannot enter, and what to do; opens by itself where it is only too early. */
export function ClosedDoor({
  problem,
  onRetry,
}: {
  problem: unknown;
  onRetry: () => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const problemText = useProblemText();
  const [, navigate] = useLocation();
  const error = problem instanceof ApiError ? problem : undefined;
  const opens = error?.code === "guest-link-not-yet" ? error.at : undefined;
  const retry = useRef(onRetry);
  useEffect(() => {
    retry.current = onRetry;
  });
  useEffect(() => {
    if (opens === undefined) return undefined;
    // A moment later: clocks differ, and the server's is the one that counts.
    const delay = Math.max(opens - Date.now(), 0) + 1000;
    if (delay > LONGEST) return undefined;
    const timer = setTimeout(() => retry.current(), delay);
    return () => clearTimeout(timer);
  }, [opens]);

  const wrongCode = error?.code === "guest-code-unknown";
  return (
    <EmptyState
      headingLevel={1}
      icon={<DoorClosed aria-hidden="true" />}
      title={opens === undefined ? t("door.closed") : t("door.early")}
      actions={
        <>
          {wrongCode ? null : <Button onClick={onRetry}>{t("common.tryAgain")}</Button>}
          <Button variant={wrongCode ? "primary" : "quiet"} onClick={() => navigate("/join")}>
            {t("door.code.enter")}
          </Button>
        </>
      }
    >
      {opens === undefined
        ? problemText(problem)
        : t("door.opensAt", { time: dates.dateTime(opens) })}
    </EmptyState>
  );
}
