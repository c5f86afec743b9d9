import type { NotificationLevel, RoomSummary } from "@plenum/matrix";
import { InlineMessage, RadioList } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useSaving } from "./use-change.ts";

const LEVELS: readonly NotificationLevel[] = ["default", "all", "mentions", "none"];

/** How much the room calls for one's own attention. */
export function NotificationSettings({ summary }: { summary: RoomSummary }): ReactNode {
  const { t } = useI18n();
  const saving = useSaving();
  const [wanted, setWanted] = useState<NotificationLevel>();
  return (
    <>
      <RadioList
        label={t("roomSettings.notifications")}
        value={saving.busy && wanted !== undefined ? wanted : summary.notifications}
        options={LEVELS.map((level) => ({
          value: level,
          label: t(`roomSettings.level.${level}`),
        }))}
        onChange={(level) => {
          setWanted(level);
          void saving.run(async (work) => work.setNotifications(summary.id, level));
        }}
      />
      <p className="pl-small pl-muted">{t("roomSettings.notificationsText")}</p>
      {saving.failed === undefined ? null : (
        <InlineMessage tone="danger">{saving.failed}</InlineMessage>
      )}
    </>
  );
}
