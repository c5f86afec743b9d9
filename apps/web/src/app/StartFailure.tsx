import { Button, EmptyState } from "@plenum/ui";
import { CloudOff } from "lucide-react";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

/** Milliseconds. */
const RETRY_EVERY = 5_000;

/** The client could not even start: what happened, what is safe, what to do. */
export function StartFailure({
  reason,
  onRetry,
  retries = false,
}: {
  reason: "unreachable" | "no-storage" | "broken";
  onRetry: () => void;
  /** Tries again by itself now and then. */
  retries?: boolean;
}): ReactNode {
  const { t } = useI18n();
  useEffect(() => {
    if (!retries) return undefined;
    const timer = setInterval(onRetry, RETRY_EVERY);
    return () => clearInterval(timer);
  }, [retries, onRetry]);
  return (
    <main className="pl-centre">
      <EmptyState
        headingLevel={1}
        icon={<CloudOff aria-hidden="true" />}
        title={t(`start.${reason}.title`)}
        actions={
          <Button variant="primary" onClick={onRetry}>
            {t("common.tryAgain")}
          </Button>
        }
      >
        {t(`start.${reason}.text`)}
      </EmptyState>
    </main>
  );
}
