import { IconButton } from "@plenum/ui";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTexts } from "./use-call.ts";

/** Takes a notice of the call off the screen. */
export function Dismiss({ onDismiss }: { onDismiss: () => void }): ReactNode {
  const t = useTexts();
  return (
    <IconButton
      size="small"
      label={t("dismiss")}
      icon={<X aria-hidden="true" />}
      onClick={onDismiss}
    />
  );
}
