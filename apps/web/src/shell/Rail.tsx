import { Avatar, classes, Tooltip } from "@plenum/ui";
import { Inbox, MessagesSquare, Settings } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { shortCount, totalOf } from "../rooms/attention.ts";
import type { Route } from "../routes.ts";
import { useWorkspace } from "./WorkspaceContext.tsx";

/** The outermost navigation; a tab bar on phones. */
export function Rail({ route }: { route: Route }): ReactNode {
  const { t } = useI18n();
  const { session, call } = useWorkspace();
  const current = useStore(call, (state) => state.current);
  const profile = useObservable(session.profile);
  const connection = useObservable(session.connection);
  const { unread, mentions } = totalOf(useObservable(session.rooms));
  const inbox =
    unread === 0
      ? t("rail.inbox")
      : t(unread > 99 ? "rail.inboxMany" : "rail.inboxUnread", { unread, mentions });
  const inSettings = route.kind === "settings";
  const inInbox = route.kind === "inbox";
  const status = connection.kind === "offline" ? "offline" : current ? "in-call" : "available";
  return (
    <nav className="pl-rail" aria-label={t("rail.label")}>
      <svg className="pl-rail__sign" viewBox="0 0 32 32" aria-hidden="true">
        <path d="M5 22a11 11 0 0 1 22 0" />
        <path d="M10.5 22a5.5 5.5 0 0 1 11 0" />
        <circle cx="16" cy="24" r="2" />
      </svg>
      <ul className="ui-list pl-rail__items">
        <li>
          <RailLink href="/inbox" current={inInbox} label={inbox} words={t("rail.inbox")}>
            <Inbox aria-hidden="true" />
            {unread > 0 ? (
              <span
                className={classes("pl-rail__badge", mentions === 0 && "pl-rail__badge--quiet")}
                aria-hidden="true"
              >
                {shortCount(mentions > 0 ? mentions : unread)}
              </span>
            ) : null}
          </RailLink>
        </li>
        <li>
          <RailLink
            href="/"
            current={!inSettings && !inInbox}
            label={t("rail.chats")}
            words={t("rail.chats")}
          >
            <MessagesSquare aria-hidden="true" />
          </RailLink>
        </li>
        <li>
          <RailLink
            href="/settings"
            current={inSettings}
            label={t("rail.settings")}
            words={t("rail.settings")}
          >
            <Settings aria-hidden="true" />
          </RailLink>
        </li>
      </ul>
      <div className="pl-rail__foot">
        <Tooltip label={`${profile.displayName}: ${t(`rail.status.${status}`)}`} side="right">
          <span className="pl-rail__me">
            <Avatar id={session.userId} name={profile.displayName} size={32} />
            <span className={classes("pl-rail__status", `pl-rail__status--${status}`)} />
            <span className="ui-visually-hidden">
              {profile.displayName}: {t(`rail.status.${status}`)}
            </span>
          </span>
        </Tooltip>
      </div>
    </nav>
  );
}

function RailLink({
  href,
  current,
  label,
  words,
  children,
}: {
  href: string;
  current: boolean;
  label: string;
  words: string;
  children: ReactNode;
}): ReactNode {
  return (
    <Tooltip label={label} side="right">
      <Link
        href={href}
        className="pl-rail__link"
        aria-label={label}
        aria-current={current ? "page" : undefined}
      >
        <span className="pl-rail__icon">{children}</span>
        <span className="pl-rail__words" aria-hidden="true">
          {words}
        </span>
      </Link>
    </Tooltip>
  );
}
