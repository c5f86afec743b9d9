import { Button, EmptyState } from "@plenum/ui";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

/** After a guest left, or after the access ended. */
export function GuestFarewell({
  left,
  onAgain,
}: {
  /** The guest went; otherwise the access ended. */
  left: boolean;
  onAgain: () => void;
}): ReactNode {
  const { t } = useI18n();
  return (
    <main className="pl-centre">
      <EmptyState
        headingLevel={1}
        icon={<Check aria-hidden="true" />}
        title={left ? t("farewell.title") : t("farewell.endedTitle")}
        actions={<Button onClick={onAgain}>{t("farewell.again")}</Button>}
      >
        {left ? t("farewell.text") : t("farewell.endedText")}
      </EmptyState>
    </main>
  );
}
