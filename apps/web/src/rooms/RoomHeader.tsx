import type { RoomHandle, RoomSummary } from "@plenum/matrix";
import { AvatarStack, Button, IconButton } from "@plenum/ui";
import {
  ArrowLeft,
  DoorOpen,
  ListOrdered,
  Lock,
  LockOpen,
  Settings,
  MessagesSquare,
  Search,
  Star,
  UserPlus,
  Users,
  Video,
} from "lucide-react";
import type { ReactNode } from "react";
import { MODERATOR_POWER } from "@plenum/model";
import { Link } from "wouter";
import { useStore } from "zustand";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { PersonButton } from "../people/PersonButton.tsx";
import { PresenceLine } from "../presence/PresenceLine.tsx";
import { usePresence } from "../presence/use-presence.ts";
import type { RoomPanel } from "../routes.ts";
import { useSearchBox } from "../search/SearchProvider.tsx";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { PinsButton } from "../pins/PinsButton.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { HeaderMenu } from "./HeaderMenu.tsx";
import { useRoomNavigation } from "./RoomNavigation.tsx";
import { RoomAvatar } from "./RoomAvatar.tsx";

/** Name, subject, encryption in words, who is in the call, and what one can do here. */
export function RoomHeader({
  handle,
  summary,
  panel,
}: {
  handle: RoomHandle;
  summary: RoomSummary;
  panel: RoomPanel | undefined;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const power = useObservable(handle.myPowerLevel);
  const { openPanel, closePanel } = useRoomNavigation();
  const toggle = (which: RoomPanel): void => (panel === which ? closePanel() : openPanel(which));
  const { open } = useSearchBox();
  const isGuest = session.guestOf !== undefined;
  const dialogs = useDialogAddress();
  const threadsUnread = summary.conversations.some((part) => part.threadId !== undefined);
  return (
    <header className="pl-room__head">
      {isGuest ? null : (
        <Link href="/" className="pl-room__back ui-icon-button" aria-label={t("room.back")}>
          <ArrowLeft aria-hidden="true" />
        </Link>
      )}
      {summary.directUserId === undefined || isGuest ? (
        <RoomAvatar room={summary} size={36} />
      ) : (
        <PersonButton
          userId={summary.directUserId}
          label={t("people.cardOf", { name: summary.name })}
        >
          <RoomAvatar room={summary} size={36} />
        </PersonButton>
      )}
      <div className="pl-room__title">
        <h1>{summary.name}</h1>
        <p className="pl-room__sub">
          {summary.directUserId === undefined ? null : (
            <DirectPresence userId={summary.directUserId} />
          )}
          <span className="pl-room__encryption">
            {summary.encrypted ? <Lock aria-hidden="true" /> : <LockOpen aria-hidden="true" />}
            {summary.encrypted ? t("room.encrypted") : t("room.notEncrypted")}
          </span>
          {summary.topic === undefined ? null : (
            <span className="pl-room__topic">{summary.topic}</span>
          )}
        </p>
      </div>
      {summary.closed === undefined ? <CallControl handle={handle} /> : null}
      <div className="pl-room__tools">
        {isGuest ? null : (
          <IconButton
            className="pl-room__aside"
            label={t("search.inRoom")}
            icon={<Search aria-hidden="true" />}
            onClick={() => open(handle.id)}
          />
        )}
        {isGuest ? null : (
          <IconButton
            className="pl-room__aside pl-room__favourite"
            label={summary.favourite ? t("room.unfavourite") : t("room.favourite")}
            pressed={summary.favourite}
            icon={<Star aria-hidden="true" fill={summary.favourite ? "currentColor" : "none"} />}
            onClick={() => void session.setFavourite(handle.id, !summary.favourite)}
          />
        )}
        <PinsButton roomId={handle.id} pressed={panel === "pins"} onClick={() => toggle("pins")} />
        {summary.isConference && power >= MODERATOR_POWER && !isGuest ? (
          <>
            <IconButton
              label={
                summary.waiting === undefined
                  ? t("room.lobby")
                  : t("room.lobbyWaiting", { count: summary.waiting })
              }
              pressed={panel === "lobby"}
              icon={
                <span className="pl-room__threads">
                  <DoorOpen aria-hidden="true" />
                  {summary.waiting === undefined ? null : <span className="pl-room__dot" />}
                </span>
              }
              onClick={() => toggle("lobby")}
            />
            <IconButton
              label={t("room.inviteGuests")}
              pressed={panel === "guests"}
              icon={<UserPlus aria-hidden="true" />}
              onClick={() => toggle("guests")}
            />
          </>
        ) : null}
        {isGuest ? null : (
          <IconButton
            className="pl-room__aside pl-room__settings"
            label={t("room.settings")}
            icon={<Settings aria-hidden="true" />}
            onClick={() => dialogs.open("room-settings")}
          />
        )}
        <IconButton
          label={threadsUnread ? t("threads.unread") : t("threads.title")}
          pressed={panel === "threads" || panel === "thread"}
          icon={
            <span className="pl-room__threads">
              <MessagesSquare aria-hidden="true" />
              {threadsUnread ? <span className="pl-room__dot" /> : null}
            </span>
          }
          onClick={() => toggle("threads")}
        />
        <IconButton
          label={t("people.title")}
          pressed={panel === "people"}
          icon={<Users aria-hidden="true" />}
          onClick={() => toggle("people")}
        />
        {isGuest && summary.isConference ? (
          <IconButton
            label={t("room.speakingList")}
            pressed={panel === "speaking"}
            icon={<ListOrdered aria-hidden="true" />}
            onClick={() => toggle("speaking")}
          />
        ) : null}
        {isGuest ? null : <HeaderMenu summary={summary} moderates={power >= MODERATOR_POWER} />}
      </div>
    </header>
  );
}

/** Whether the other person of a direct message is there, in words. */
function DirectPresence({ userId }: { userId: string }): ReactNode {
  const presence = usePresence(userId);
  return presence === undefined ? null : <PresenceLine presence={presence} long />;
}

function CallControl({ handle }: { handle: RoomHandle }): ReactNode {
  const { t } = useI18n();
  const { call, session } = useWorkspace();
  const current = useStore(call, (state) => state.current);
  const members = useObservable(handle.callMembers);
  const people = [...new Map(members.map((member) => [member.userId, member])).values()];
  const here = current?.roomId === handle.id;
  const others = people.filter((person) => person.userId !== session.userId);
  const elsewhere = members.find(
    ({ userId, deviceId }) => userId === session.userId && deviceId !== session.deviceId,
  );
  const label = t("call.inCall", { names: people.map((person) => person.displayName).join(", ") });
  return (
    <div className="pl-room__call">
      {people.length > 0 && !here ? (
        <AvatarStack
          label={label}
          people={people.map((person) => ({ id: person.userId, name: person.displayName }))}
        />
      ) : null}
      {here ? null : (
        <Button
          variant={people.length > 0 ? "primary" : "secondary"}
          className="pl-room__call-button"
          icon={<Video aria-hidden="true" />}
          aria-label={
            elsewhere
              ? t("call.moveHere")
              : others.length > 0
                ? t("call.joinLong")
                : t("call.start")
          }
          onClick={() =>
            void call.open(handle.id, elsewhere ? { replaces: elsewhere.deviceId } : {})
          }
        >
          <span className="pl-room__call-words">
            {elsewhere ? t("call.moveHere") : others.length > 0 ? t("call.join") : t("call.start")}
          </span>
        </Button>
      )}
    </div>
  );
}
