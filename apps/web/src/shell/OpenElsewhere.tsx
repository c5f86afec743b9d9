import { Button, EmptyState } from "@plenum/ui";
import { AppWindow } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

/** Another tab of this browser holds the account's keys. */
export function OpenElsewhere({ onUseHere }: { onUseHere: () => void }): ReactNode {
  const { t } = useI18n();
  return (
    <main className="pl-centre">
      <EmptyState
        headingLevel={1}
        icon={<AppWindow aria-hidden="true" />}
        title={t("elsewhere.title")}
        actions={
          <Button variant="primary" onClick={onUseHere}>
            {t("elsewhere.useHere")}
          </Button>
        }
      >
        {t("elsewhere.text")}
      </EmptyState>
    </main>
  );
}
