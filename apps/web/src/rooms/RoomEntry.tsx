import type { RoomSummary } from "@plenum/matrix";
import { classes } from "@plenum/ui";
import { BellOff, Video } from "lucide-react";
import { memo } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import { roomPath } from "../routes.ts";
import { RoomAvatar } from "./RoomAvatar.tsx";

/** One room of the list; its accessible name says what its marks show. */
export const RoomEntry = memo(function RoomEntry({
  room,
  selected,
  tabStop,
}: {
  room: RoomSummary;
  selected: boolean;
  tabStop: boolean;
}): ReactNode {
  const { t } = useI18n();
  const news = room.unread > 0 && !room.muted;
  const inCall = room.callMembers.length;
  const label = [
    room.name,
    room.mentions > 0 ? t("list.mentions", { count: room.mentions }) : "",
    room.unread > 0 ? t("list.unread", { count: room.unread }) : "",
    inCall > 0 ? t("list.inCall", { count: inCall }) : "",
    room.muted ? t("list.muted") : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
  return (
    <Link
      href={roomPath(room.id)}
      data-room-entry
      tabIndex={tabStop ? 0 : -1}
      aria-label={label}
      aria-current={selected ? "page" : undefined}
      className={classes("pl-entry", news && "pl-entry--news")}
    >
      <RoomAvatar room={room} size={24} />
      <span className="pl-entry__name">{room.name}</span>
      {inCall > 0 ? (
        <span className="pl-entry__call">
          <Video aria-hidden="true" />
          {inCall}
        </span>
      ) : null}
      {room.muted ? <BellOff className="pl-entry__muted" aria-hidden="true" /> : null}
      {room.mentions > 0 ? (
        <span className="pl-badge pl-badge--mention">{shortCount(room.mentions)}</span>
      ) : news ? (
        <span className="pl-badge">{shortCount(room.unread)}</span>
      ) : null}
    </Link>
  );
});

function shortCount(count: number): string {
  return count > 99 ? "99+" : String(count);
}
