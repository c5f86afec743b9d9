import { classes, IconButton } from "@plenum/ui";
import { Check, MessagesSquare, Phone, Reply } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { shortCount } from "../rooms/attention.ts";
import { Invitation } from "../rooms/Invitation.tsx";
import { RoomAvatar } from "../rooms/RoomAvatar.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import type { InboxEntry } from "./entries.ts";
import { InlineAnswer } from "./InlineAnswer.tsx";

/** One conversation: where, how much, the newest words, and what can be done with it. */
export function InboxRow({
  entry,
  href,
  tabStop,
  answering,
  onActive,
  onAnswer,
  onAnswered,
  onDone,
}: {
  entry: InboxEntry;
  href: string;
  tabStop: boolean;
  answering: boolean;
  onActive: () => void;
  onAnswer: () => void;
  onAnswered: (sent: boolean) => void;
  onDone: () => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { call } = useWorkspace();
  const [, navigate] = useLocation();
  const { room, conversation, mentions, unread } = entry;
  if (conversation === undefined) {
    return (
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the list has one tab stop and moves it with the arrow keys
      <div data-inbox-entry={entry.key} tabIndex={tabStop ? 0 : -1} onFocus={onActive}>
        <Invitation room={room} />
      </div>
    );
  }
  const missed = conversation.messages.some((message) => message.missedCall === true);
  const isThread = conversation.threadId !== undefined;
  const place = isThread ? t("inbox.inThread", { room: room.name }) : room.name;
  const label = [
    place,
    mentions > 0 ? t("list.mentions", { count: mentions }) : "",
    entry.marked === true ? t("list.markedUnread") : t("list.unread", { count: unread }),
  ]
    .filter((part) => part !== "")
    .join(", ");
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- takes note of where the focus is
    <article
      className={classes("pl-inbox__entry", mentions > 0 && "pl-inbox__entry--mention")}
      aria-label={label}
      data-inbox-entry={entry.key}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the list has one tab stop and moves it with the arrow keys
      tabIndex={tabStop ? 0 : -1}
      onFocus={onActive}
    >
      <RoomAvatar room={room} size={36} />
      <div className="pl-inbox__main">
        <div className="pl-inbox__title">
          <Link href={href} className="pl-inbox__place" tabIndex={-1}>
            {room.name}
          </Link>
          {isThread ? (
            <span className="pl-inbox__thread">
              <MessagesSquare aria-hidden="true" />
              <span className="pl-inbox__words">
                {conversation.threadTitle ?? t("threads.one")}
              </span>
            </span>
          ) : null}
          {entry.marked === true ? (
            <span className="pl-badge pl-badge--dot" />
          ) : (
            <span className={classes("pl-badge", mentions > 0 && "pl-badge--mention")}>
              {shortCount(mentions > 0 ? mentions : unread)}
            </span>
          )}
          <time className="pl-inbox__time" dateTime={new Date(entry.timestamp).toISOString()}>
            {dates.recent(entry.timestamp)}
          </time>
        </div>
        <ul className="ui-list pl-inbox__messages">
          {entry.marked === true ? <li>{t("inbox.marked")}</li> : null}
          {conversation.messages.map((message) => (
            <li
              key={message.eventId}
              className={classes(message.mention && "pl-inbox__message--mention")}
            >
              <b>{message.senderName}</b>{" "}
              {message.missedCall === true ? t("call.missed") : message.text || t("inbox.noWords")}
            </li>
          ))}
        </ul>
        {answering ? <InlineAnswer entry={entry} onClose={onAnswered} /> : null}
      </div>
      <div className="pl-inbox__actions">
        {missed ? (
          <IconButton
            size="small"
            label={t("inbox.callBack", { place })}
            icon={<Phone aria-hidden="true" />}
            tabIndex={tabStop ? 0 : -1}
            onClick={() => {
              navigate(href);
              void call.open(room.id);
            }}
          />
        ) : null}
        <IconButton
          size="small"
          label={t("inbox.answerTo", { place })}
          icon={<Reply aria-hidden="true" />}
          tabIndex={tabStop ? 0 : -1}
          onClick={onAnswer}
        />
        <IconButton
          size="small"
          label={t("inbox.doneWith", { place })}
          icon={<Check aria-hidden="true" />}
          tabIndex={tabStop ? 0 : -1}
          onClick={onDone}
        />
      </div>
    </article>
  );
}
