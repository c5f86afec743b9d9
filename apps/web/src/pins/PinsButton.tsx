import { IconButton } from "@plenum/ui";
import { Pin } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { usePins } from "./use-pins.ts";

/** The way to what is pinned; only there where something is. */
export function PinsButton({
  roomId,
  pressed,
  onClick,
}: {
  roomId: string;
  pressed: boolean;
  onClick: () => void;
}): ReactNode {
  const { t } = useI18n();
  const pins = usePins(roomId);
  if (pins.eventIds.length === 0 && !pressed) return null;
  return (
    <IconButton
      className="pl-room__aside"
      label={t("room.pins")}
      pressed={pressed}
      icon={<Pin aria-hidden="true" />}
      onClick={onClick}
    />
  );
}
