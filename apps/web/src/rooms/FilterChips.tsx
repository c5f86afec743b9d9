import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import type { QuickFilter } from "./sections.ts";

const FILTERS: readonly QuickFilter[] = ["unread", "mentions", "direct", "rooms"];

/** Quick filters of the list, at most one at a time. */
export function FilterChips({
  chosen,
  onChoose,
}: {
  chosen: QuickFilter | undefined;
  onChoose: (filter: QuickFilter | undefined) => void;
}): ReactNode {
  const { t } = useI18n();
  return (
    <fieldset className="pl-chips">
      <legend className="ui-visually-hidden">{t("list.quickFilter")}</legend>
      {FILTERS.map((filter) => (
        <button
          key={filter}
          type="button"
          className="pl-chips__chip"
          aria-pressed={filter === chosen}
          onClick={() => onChoose(filter === chosen ? undefined : filter)}
        >
          {t(`list.quick.${filter}`)}
        </button>
      ))}
    </fieldset>
  );
}
