import { CalendarClock } from "lucide-react";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useScheduled } from "./use-scheduled.ts";
import "./scheduled.css";

/** How many messages wait for this place, above the field. */
export default function ScheduledLine({
  roomId,
  threadRootId,
}: {
  roomId: string;
  threadRootId: string | undefined;
}): ReactNode {
  const { t } = useI18n();
  const dialogs = useDialogAddress();
  const { scheduled, messages } = useScheduled();
  const unknown = messages === undefined;
  const here = messages?.filter(
    (message) => message.roomId === roomId && message.thread?.rootId === threadRootId,
  );
  const count = here?.length ?? 0;
  const next = here?.[0]?.sendAt;

  useEffect(() => {
    if (scheduled === undefined) return undefined;
    const ask = (): void => {
      // A server that cannot send later has nothing that waits.
      scheduled.refresh().catch(() => undefined);
    };
    if (unknown) {
      ask();
      return undefined;
    }
    if (next === undefined) return undefined;
    // When it has been sent it does not wait any more.
    const timer = setTimeout(
      ask,
      Math.min(Math.max(1_000, next - Date.now() + 1_000), 2 ** 31 - 1),
    );
    return () => clearTimeout(timer);
  }, [scheduled, unknown, next]);

  if (count === 0) return null;
  return (
    <button type="button" className="pl-scheduled-line" onClick={() => dialogs.open("scheduled")}>
      <CalendarClock aria-hidden="true" />
      {t("scheduled.here", { count })}
    </button>
  );
}
