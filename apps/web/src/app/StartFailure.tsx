import { Button, EmptyState } from "@plenum/ui";
import { CloudOff } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

/** The client could not even start: what happened, what is safe, what to do. */
export function StartFailure({
  reason,
  onRetry,
}: {
  reason: "unreachable" | "no-storage" | "broken";
  onRetry: () => void;
}): ReactNode {
  const { t } = useI18n();
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
