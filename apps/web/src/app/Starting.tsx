import { Spinner } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

/** Shows nothing for a moment, then what is being done. */
export function Starting(): ReactNode {
  const { t } = useI18n();
  return (
    <main className="pl-centre pl-starting">
      <Spinner size="large" />
      <p>{t("start.opening")}</p>
    </main>
  );
}
