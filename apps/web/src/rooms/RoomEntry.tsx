import type { RoomSummary } from "@plenum/matrix";
import { classes } from "@plenum/ui";
import { Archive, AtSign, BellOff, EllipsisVertical, PencilLine, Video } from "lucide-react";
import { memo } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { useI18n } from "../i18n/I18n.tsx";
import { PresenceBadge } from "../presence/PresenceMark.tsx";
import { roomPath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { shortCount } from "./attention.ts";
import { RoomAvatar } from "./RoomAvatar.tsx";
import { hasNews } from "./sections.ts";

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
  const { drafts } = useWorkspace();
  const begun = useStore(drafts.rooms, (rooms) => rooms.has(room.id)) && !selected;
  const news = hasNews(room);
  const inCall = room.callMembers.length;
  const quiet = room.muted ? room.notifications : undefined;
  const label = [
    room.name,
    room.mentions > 0 ? t("list.mentions", { count: room.mentions }) : "",
    room.unread > 0 ? t("list.unread", { count: room.unread }) : "",
    room.markedUnread ? t("list.markedUnread") : "",
    inCall > 0 ? t("list.inCall", { count: inCall }) : "",
    quiet === undefined ? "" : t(quiet === "none" ? "list.muted" : "list.mentionsOnly"),
    room.closed === undefined ? "" : t("list.closed"),
    begun ? t("list.draft") : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
  return (
    <>
      <Link
        href={roomPath(room.id)}
        data-entry={room.id}
        data-room-entry
        data-room={room.id}
        tabIndex={tabStop ? 0 : -1}
        aria-label={label}
        aria-describedby={room.directUserId === undefined ? undefined : `presence-${room.id}`}
        aria-current={selected ? "page" : undefined}
        className={classes("pl-entry", news && "pl-entry--news")}
      >
        {room.directUserId === undefined ? (
          <RoomAvatar room={room} size={24} />
        ) : (
          <PresenceBadge userId={room.directUserId} id={`presence-${room.id}`}>
            <RoomAvatar room={room} size={24} />
          </PresenceBadge>
        )}
        <span className="pl-entry__name">{room.name}</span>
        {inCall > 0 ? (
          <span className="pl-entry__call">
            <Video aria-hidden="true" />
            {inCall}
          </span>
        ) : null}
        {room.closed === undefined ? null : (
          <Archive className="pl-entry__muted" aria-hidden="true" />
        )}
        {begun ? <PencilLine className="pl-entry__muted" aria-hidden="true" /> : null}
        {quiet === undefined ? null : quiet === "none" ? (
          <BellOff className="pl-entry__muted" aria-hidden="true" />
        ) : (
          <AtSign className="pl-entry__muted" aria-hidden="true" />
        )}
        <Badge room={room} />
      </Link>
      {/* For the pointer; the keyboard has its menu key on the entry itself. */}
      <button
        type="button"
        className="pl-entry__more"
        data-room={room.id}
        data-menu
        tabIndex={-1}
        aria-label={t("list.more", { room: room.name })}
      >
        <EllipsisVertical aria-hidden="true" />
      </button>
    </>
  );
});

function Badge({ room }: { room: RoomSummary }): ReactNode {
  if (room.mentions > 0) {
    return <span className="pl-badge pl-badge--mention">{shortCount(room.mentions)}</span>;
  }
  if (room.unread > 0 && !room.muted) {
    return <span className="pl-badge">{shortCount(room.unread)}</span>;
  }
  return room.markedUnread ? <span className="pl-badge pl-badge--dot" /> : null;
}
