import { Info } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

/** Stands where one would write, in a room that one may only read. */
export default function ReadOnlyLine(): ReactNode {
  const { t } = useI18n();
  return (
    <p className="pl-read-only">
      <Info aria-hidden="true" />
      {t("roomLines.readOnly")}
    </p>
  );
}
