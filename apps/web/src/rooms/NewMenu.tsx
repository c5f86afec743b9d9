import { MenuButton } from "@plenum/ui";
import { Boxes, Compass, MessageSquarePlus, Plus, Users, Video } from "lucide-react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import { useDialogAddress } from "../shell/dialog-address.ts";

/** Everything one can begin, and where one finds what others have begun. */
export function NewMenu(): ReactNode {
  const { t } = useI18n();
  const dialogs = useDialogAddress();
  const [, navigate] = useLocation();
  return (
    <MenuButton
      label={t("list.new")}
      icon={<Plus aria-hidden="true" />}
      items={[
        {
          id: "message",
          label: t("newMessage.title"),
          icon: <MessageSquarePlus aria-hidden="true" />,
          onSelect: () => dialogs.open("new-message"),
        },
        {
          id: "room",
          label: t("newRoom.title"),
          icon: <Users aria-hidden="true" />,
          onSelect: () => dialogs.open("new-room"),
        },
        {
          id: "conference",
          label: t("newConference.title"),
          icon: <Video aria-hidden="true" />,
          onSelect: () => dialogs.open("new-conference"),
        },
        {
          id: "space",
          label: t("list.newSpace"),
          icon: <Boxes aria-hidden="true" />,
          onSelect: () => dialogs.open("new-space"),
        },
        {
          id: "directory",
          label: t("list.directory"),
          icon: <Compass aria-hidden="true" />,
          onSelect: () => navigate("/directory"),
        },
      ]}
    />
  );
}
