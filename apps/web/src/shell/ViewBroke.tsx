import { Button, EmptyState } from "@plenum/ui";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

/** A view threw; the rest of the window goes on. */
export function ViewBroke({ onRetry }: { onRetry: () => void }): ReactNode {
  const { t } = useI18n();
  return (
    <EmptyState
      icon={<TriangleAlert aria-hidden="true" />}
      title={t("start.broken.title")}
      actions={<Button onClick={onRetry}>{t("common.tryAgain")}</Button>}
    >
      {t("start.broken.text")}
    </EmptyState>
  );
}
