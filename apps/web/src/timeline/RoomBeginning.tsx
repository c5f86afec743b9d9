import type { RoomSummary } from "@plenum/matrix";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { RoomAvatar } from "../rooms/RoomAvatar.tsx";

/** Above the first message: what this room is. */
export function RoomBeginning({ summary }: { summary: RoomSummary }): ReactNode {
  const { t } = useI18n();
  return (
    <div className="pl-beginning">
      <RoomAvatar room={summary} size={48} />
      <h2>{summary.name}</h2>
      <p>
        {summary.isDirect
          ? t("timeline.beginningDirect", { name: summary.name })
          : t("timeline.beginning")}
      </p>
    </div>
  );
}
