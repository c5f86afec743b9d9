import type { RoomHandle } from "@plenum/matrix";
import { Button, Dialog, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useRoomNavigation } from "../rooms/RoomNavigation.tsx";
import { dayField, startOfDay } from "./day-field.ts";

/** Asks for a day and shows the first message of it, or after it. */
export default function DateJump({
  handle,
  from,
  onClose,
}: {
  handle: RoomHandle;
  /** Milliseconds since the epoch: the day that is shown now. */
  from: number;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { showEvent } = useRoomNavigation();
  const [day, setDay] = useState(dayField(from));
  const [today] = useState(() => dayField(Date.now()));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const go = async (): Promise<void> => {
    const start = startOfDay(day);
    if (start === undefined) return;
    setBusy(true);
    setError(undefined);
    try {
      showEvent(await handle.eventAt(start));
      onClose();
    } catch (failure) {
      const nothing = (failure as { code?: unknown }).code === "not-found";
      setError(t(nothing ? "dateJump.nothing" : "dateJump.failed"));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("dateJump.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void go()}
      actions={
        <Button type="submit" variant="primary" busy={busy}>
          {t("dateJump.show")}
        </Button>
      }
    >
      <TextField
        type="date"
        label={t("dateJump.label")}
        value={day}
        max={today}
        required
        error={error}
        data-autofocus
        onChange={(event) => setDay(event.currentTarget.value)}
      />
    </Dialog>
  );
}
