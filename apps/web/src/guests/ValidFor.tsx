import { Select } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { VALID_HOURS } from "./link-state.ts";

/** How long a link is valid, in hours. */
export function ValidFor({
  hours,
  onChange,
}: {
  hours: number;
  onChange: (hours: number) => void;
}): ReactNode {
  const { t } = useI18n();
  return (
    <Select
      label={t("guests.valid")}
      value={hours}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    >
      {VALID_HOURS.map((value) => (
        <option key={value} value={value}>
          {value < 48
            ? t("guests.hours", { count: value })
            : t("guests.days", { count: value / 24 })}
        </option>
      ))}
    </Select>
  );
}
