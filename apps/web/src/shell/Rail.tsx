import { classes, Tooltip } from "@plenum/ui";
import { BookUser, CalendarDays, Inbox, MessagesSquare, Settings, ShieldUser } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAdministrator } from "../admin/use-administrator.ts";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { OwnStatus } from "../presence/OwnStatus.tsx";
import { shortCount, totalOf } from "../rooms/attention.ts";
import type { Route } from "../routes.ts";
import { useWorkspace } from "./WorkspaceContext.tsx";

/** The outermost navigation; a tab bar on phones. */
export function Rail({ route }: { route: Route }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const { unread, mentions } = totalOf(useObservable(session.rooms));
  const inbox =
    unread === 0
      ? t("rail.inbox")
      : t(unread > 99 ? "rail.inboxMany" : "rail.inboxUnread", { unread, mentions });
  const inSettings = route.kind === "settings";
  const inInbox = route.kind === "inbox";
  const inMeetings = route.kind === "meetings";
  const inContacts = route.kind === "people";
  const inAdmin = route.kind === "admin";
  const administrator = useAdministrator();
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
            current={!inSettings && !inInbox && !inContacts && !inMeetings && !inAdmin}
            label={t("rail.chats")}
            words={t("rail.chats")}
          >
            <MessagesSquare aria-hidden="true" />
          </RailLink>
        </li>
        <li>
          <RailLink
            href="/meetings"
            current={inMeetings}
            label={t("rail.meetings")}
            words={t("rail.meetingsWords")}
          >
            <CalendarDays aria-hidden="true" />
          </RailLink>
        </li>
        <li>
          <RailLink
            href="/people"
            current={inContacts}
            label={t("rail.contacts")}
            words={t("rail.contacts")}
          >
            <BookUser aria-hidden="true" />
          </RailLink>
        </li>
        {administrator || inAdmin ? (
          <li className="pl-rail__wide">
            <RailLink
              href="/admin"
              current={inAdmin}
              label={t("rail.admin")}
              words={t("rail.admin")}
            >
              <ShieldUser aria-hidden="true" />
            </RailLink>
          </li>
        ) : null}
        <li>
          <RailLink
            href="/settings"
            current={inSettings}
            label={t("rail.settings")}
            words={t("rail.settingsWords")}
          >
            <Settings aria-hidden="true" />
          </RailLink>
        </li>
      </ul>
      <div className="pl-rail__foot">
        <OwnStatus />
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
