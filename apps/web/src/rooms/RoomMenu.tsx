import type { NotificationLevel, RoomSummary } from "@plenum/matrix";
import { ContextMenu, useToast, type MenuPlace } from "@plenum/ui";
import {
  AtSign,
  Bell,
  CalendarPlus,
  BellOff,
  BellRing,
  Inbox,
  Link,
  LogOut,
  MailCheck,
  MailPlus,
  Settings,
  Star,
} from "lucide-react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import { joinRoomPath, roomPath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { hasNews } from "./sections.ts";
import { useRoomAct } from "./use-room-act.ts";

const LEVELS: readonly { readonly level: NotificationLevel; readonly icon: ReactNode }[] = [
  { level: "default", icon: <Bell aria-hidden="true" /> },
  { level: "all", icon: <BellRing aria-hidden="true" /> },
  { level: "mentions", icon: <AtSign aria-hidden="true" /> },
  { level: "none", icon: <BellOff aria-hidden="true" /> },
];

/** Everything that one does with a room of the list without opening it. */
export default function RoomMenu({
  room,
  at,
  onClose,
}: {
  room: RoomSummary;
  at: MenuPlace;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const act = useRoomAct();
  const toast = useToast();
  const [, navigate] = useLocation();
  const news = hasNews(room) || room.unread > 0;

  const copyLink = async (): Promise<void> => {
    const work = await session.roomWork();
    const path = joinRoomPath(room.alias ?? room.id, work.via(room.id));
    await navigator.clipboard.writeText(`${window.location.origin}${path}`);
    toast({ text: t("roomMenu.linkCopied") });
  };
  return (
    <ContextMenu
      label={t("list.more", { room: room.name })}
      at={at}
      onClose={onClose}
      groups={[
        {
          id: "list",
          label: t("roomMenu.list"),
          items: [
            {
              id: "favourite",
              label: t(room.favourite ? "room.unfavourite" : "room.favourite"),
              icon: <Star aria-hidden="true" />,
              onSelect: () => void act(async () => session.setFavourite(room.id, !room.favourite)),
            },
            {
              id: "low",
              label: t(room.lowPriority ? "roomMenu.takeBack" : "roomMenu.setAside"),
              icon: <Inbox aria-hidden="true" />,
              onSelect: () =>
                void act(async (work) => work.setLowPriority(room.id, !room.lowPriority)),
            },
            {
              id: "read",
              label: t(news ? "roomMenu.markRead" : "roomMenu.markUnread"),
              icon: news ? <MailCheck aria-hidden="true" /> : <MailPlus aria-hidden="true" />,
              onSelect: () =>
                void act(async (work) =>
                  news ? work.markRead(room.id) : work.setMarkedUnread(room.id, true),
                ),
            },
          ],
        },
        {
          id: "notifications",
          label: t("roomMenu.notifications"),
          chosen: room.notifications,
          items: LEVELS.map(({ level, icon }) => ({
            id: level,
            label: t(`roomMenu.level.${level}`),
            icon,
            onSelect: () => void act(async (work) => work.setNotifications(room.id, level)),
          })),
        },
        {
          id: "more",
          label: t("roomMenu.more"),
          items: [
            {
              id: "link",
              label: t("roomMenu.copyLink"),
              icon: <Link aria-hidden="true" />,
              onSelect: () => void copyLink(),
            },
            ...(room.isConference
              ? [
                  {
                    id: "meeting",
                    label: t("room.planMeeting"),
                    icon: <CalendarPlus aria-hidden="true" />,
                    onSelect: () => navigate(`${roomPath(room.id)}?dialog=new-meeting`),
                  },
                ]
              : []),
            {
              id: "settings",
              label: t("roomMenu.settings"),
              icon: <Settings aria-hidden="true" />,
              onSelect: () => navigate(`${roomPath(room.id)}?dialog=room-settings`),
            },
            {
              id: "leave",
              label: t("roomMenu.leave"),
              icon: <LogOut aria-hidden="true" />,
              danger: true,
              onSelect: () => navigate(`${roomPath(room.id)}?dialog=leave-room`),
            },
          ],
        },
      ]}
    />
  );
}
