import type { RoomSummary } from "@plenum/matrix";
import { classes, MenuButton } from "@plenum/ui";
import {
  CalendarPlus,
  ClipboardList,
  EllipsisVertical,
  ListOrdered,
  Pin,
  Search,
  Settings,
  ShieldCheck,
  Star,
} from "lucide-react";
import type { ReactNode } from "react";
import { useApp } from "../app/AppContext.tsx";
import { useI18n } from "../i18n/I18n.tsx";
import { usePins } from "../pins/use-pins.ts";
import { useSearchBox } from "../search/SearchProvider.tsx";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { useRoomNavigation } from "./RoomNavigation.tsx";

/** What the header has no place for on a phone; hidden where it has. */
export function HeaderMenu({
  summary,
  moderates,
}: {
  summary: RoomSummary;
  moderates: boolean;
}): ReactNode {
  const { config } = useApp();
  const { t } = useI18n();
  const { session } = useWorkspace();
  const { id, favourite } = summary;
  const pins = usePins(id);
  const { openPanel } = useRoomNavigation();
  const { open } = useSearchBox();
  const dialogs = useDialogAddress();
  return (
    <MenuButton
      className={classes("pl-room__menu", summary.isConference && "pl-room__menu--always")}
      label={t("room.more")}
      icon={<EllipsisVertical aria-hidden="true" />}
      items={[
        {
          id: "search",
          label: t("search.inRoom"),
          icon: <Search aria-hidden="true" />,
          onSelect: () => open(id),
        },
        {
          id: "favourite",
          label: t(favourite ? "room.unfavourite" : "room.favourite"),
          icon: <Star aria-hidden="true" fill={favourite ? "currentColor" : "none"} />,
          onSelect: () => void session.setFavourite(id, !favourite),
        },
        ...(pins.eventIds.length === 0
          ? []
          : [
              {
                id: "pins",
                label: t("room.pins"),
                icon: <Pin aria-hidden="true" />,
                onSelect: () => openPanel("pins"),
              },
            ]),
        ...(summary.isConference && moderates
          ? [
              {
                id: "moderation",
                label: t("room.moderation"),
                icon: <ShieldCheck aria-hidden="true" />,
                onSelect: () => openPanel("moderation"),
              },
            ]
          : []),
        ...(summary.isConference && moderates && config.attendance
          ? [
              {
                id: "attendance",
                label: t("room.attendance"),
                icon: <ClipboardList aria-hidden="true" />,
                onSelect: () => openPanel("attendance"),
              },
            ]
          : []),
        ...(summary.isConference
          ? [
              {
                id: "speaking",
                label: t("room.speakingList"),
                icon: <ListOrdered aria-hidden="true" />,
                onSelect: () => openPanel("speaking"),
              },
              {
                id: "meeting",
                label: t("room.planMeeting"),
                icon: <CalendarPlus aria-hidden="true" />,
                onSelect: () => dialogs.open("new-meeting"),
              },
            ]
          : []),
        {
          id: "settings",
          label: t("room.settings"),
          icon: <Settings aria-hidden="true" />,
          onSelect: () => dialogs.open("room-settings"),
        },
      ]}
    />
  );
}
