import { sipLink, type PersonSide } from "@plenum/model/migration";
import { MessageSquareShare } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

/** Writes to somebody in the former system; nothing where no address is known. */
export function OldSystemLink({
  person,
  look,
  tabIndex,
}: {
  person: PersonSide;
  /** `button`: with words. `icon`: in a row. */
  look: "button" | "icon";
  tabIndex?: number;
}): ReactNode {
  const { t } = useI18n();
  const link = sipLink(person.address);
  if (link === undefined) return null;
  const label = t("sides.writeTo", { name: person.name });
  return look === "button" ? (
    <a className="ui-button ui-button--primary" href={link}>
      <MessageSquareShare aria-hidden="true" />
      {t("sides.write")}
    </a>
  ) : (
    <a className="ui-icon-button" href={link} aria-label={label} title={label} tabIndex={tabIndex}>
      <MessageSquareShare aria-hidden="true" />
    </a>
  );
}
