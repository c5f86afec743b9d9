import { TextField } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import type { LocalTime } from "./times.ts";

/** A date and a time by the clock of this place. */
export function TimeFields({
  value,
  error,
  onChange,
}: {
  value: LocalTime;
  error: string | undefined;
  onChange: (value: LocalTime) => void;
}): ReactNode {
  const { t } = useI18n();
  return (
    <div className="pl-times">
      <TextField
        type="date"
        label={t("scheduled.date")}
        value={value.date}
        error={error}
        onChange={(event) => onChange({ ...value, date: event.currentTarget.value })}
      />
      <TextField
        type="time"
        label={t("scheduled.time")}
        value={value.time}
        onChange={(event) => onChange({ ...value, time: event.currentTarget.value })}
      />
    </div>
  );
}
