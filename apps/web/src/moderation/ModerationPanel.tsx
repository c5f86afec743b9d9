import { Choices, Skeleton } from "@plenum/ui";
import { Suspense } from "react";
import type { ReactNode } from "react";
import { auditTexts } from "../audit/texts.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { memberTexts } from "../members/texts.ts";
import { useRoomNavigation } from "../rooms/RoomNavigation.tsx";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import { useRoomSettings } from "../rooms/use-room-settings.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import RoomReports from "./RoomReports.tsx";
import RoomRules from "./RoomRules.tsx";
import "./moderation.css";

const BannedPeople = lazyView(() => import("../members/BannedPeople.tsx"), memberTexts);
const RoomLog = lazyView(() => import("./RoomLog.tsx"), auditTexts);

const TABS = ["rules", "banned", "reports", "log"] as const;

/** Everything about moderating a room that needs no call: rules, the banned, reports, the log. */
export default function ModerationPanel({ handle, detail }: PanelProps): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const { openPanel } = useRoomNavigation();
  const tabs = session.guestOf === undefined ? TABS : TABS.slice(0, 1);
  const tab = tabs.find((name) => name === detail) ?? "rules";
  return (
    <div className="pl-form pl-modtabs">
      {tabs.length === 1 ? null : (
        <Choices
          label={t("moderation.tabs")}
          value={tab}
          choices={tabs.map((value) => ({ value, label: t(`moderation.tab.${value}`) }))}
          onChange={(name) => openPanel("moderation", name === "rules" ? "" : name)}
        />
      )}
      <Suspense fallback={<Skeleton width="80%" />}>
        <Tab tab={tab} handle={handle} />
      </Suspense>
    </div>
  );
}

function Tab({
  tab,
  handle,
}: {
  tab: (typeof TABS)[number];
  handle: PanelProps["handle"];
}): ReactNode {
  switch (tab) {
    case "rules":
      return <RoomRules handle={handle} />;
    case "banned":
      return <Banned roomId={handle.id} />;
    case "reports":
      return <RoomReports handle={handle} />;
    case "log":
      return <RoomLog handle={handle} />;
    default:
      return tab satisfies never;
  }
}

function Banned({ roomId }: { roomId: string }): ReactNode {
  const settings = useRoomSettings(roomId);
  return settings === undefined ? <Skeleton width="60%" /> : <BannedPeople settings={settings} />;
}
