import { Button, EmptyState } from "@plenum/ui";
import { PhoneOff } from "lucide-react";
import type { ReactNode } from "react";
import type { Call, CallEndReason } from "../contract/index.ts";
import { useTexts } from "./use-call.ts";

/** After the call: what happened, and the way back. */
export function Ended({
  call,
  reason,
  onClose,
}: {
  call: Call;
  reason: CallEndReason;
  onClose: (() => void) | undefined;
}): ReactNode {
  const t = useTexts();
  const final = reason === "room-gone";
  return (
    <div className="call-ended" aria-live="polite">
      <EmptyState
        icon={<PhoneOff aria-hidden="true" />}
        title={t(`ended.${reason}`)}
        actions={
          <>
            {final ? null : (
              <Button variant="primary" data-call-action="rejoin" onClick={() => void call.join()}>
                {reason === "joined-elsewhere" ? t("ended.here") : t("ended.again")}
              </Button>
            )}
            {onClose ? <Button onClick={onClose}>{t("close")}</Button> : null}
          </>
        }
      />
    </div>
  );
}
