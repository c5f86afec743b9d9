import type { Member } from "@plenum/matrix";
import { roleNameOf } from "@plenum/model";
import { Button, IconButton, SearchField } from "@plenum/ui";
import { EllipsisVertical, MessageSquare, UserPlus, Video } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { MouseEvent, ReactNode } from "react";
import { useLocation } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { Askers } from "../members/Askers.tsx";
import BannedPeople from "../members/BannedPeople.tsx";
import { mayLiftBans } from "../members/may-lift-bans.ts";
import { useMemberMenu } from "../members/use-member-menu.tsx";
import { useStanding } from "../members/use-standing.ts";
import { useListFocus } from "../rooms/list-focus.ts";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import { useRoomSettings } from "../rooms/use-room-settings.ts";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { roomPath } from "../routes.ts";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { PresenceBadge } from "../presence/PresenceMark.tsx";
import { groupsOf } from "./groups.ts";
import { PersonButton } from "./PersonButton.tsx";
import { PersonName } from "./PersonName.tsx";
import "./people.css";
import "../members/members.css";

/** From so many people on it is worth searching. */
const MANY = 8;
/** People of a group that are shown at first, and more each time: of thousands nobody reads all. */
const AT_ONCE = 100;

/** Who is in the room, in which role, from which organisation; who asks; and what one may do. */
export default function PeoplePanel({ handle, summary }: PanelProps): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const dialogs = useDialogAddress();
  const members = useObservable(handle.members);
  const inCall = new Set(useObservable(handle.callMembers).map((entry) => entry.userId));
  const [term, setTerm] = useState("");
  const wanted = term.trim().toLocaleLowerCase();
  const groups = useMemo(() => groupsOf(members.filter(matches(wanted))), [members, wanted]);
  const [most, setMost] = useState(AT_ONCE);
  const keys = useMemo(
    () => groups.flatMap((group) => group.people.slice(0, most).map((person) => person.userId)),
    [groups, most],
  );
  const list = useRef<HTMLDivElement>(null);
  const focus = useListFocus(
    list,
    keys,
    (key) => members.find((member) => member.userId === key)?.displayName ?? "",
  );
  const tabStop =
    focus.active !== undefined && keys.includes(focus.active) ? focus.active : keys[0];
  const standing = useStanding(handle);
  const { openMenu, menu } = useMemberMenu(handle, standing);
  const mayInvite =
    session.guestOf === undefined &&
    !summary.isDirect &&
    (standing === undefined || standing.me.power >= standing.rights.invite);
  return (
    <>
      {mayInvite ? (
        <Button
          icon={<UserPlus aria-hidden="true" />}
          onClick={() => dialogs.open("invite-people")}
        >
          {t("people.invite")}
        </Button>
      ) : null}
      {summary.isConference ? null : <Askers handle={handle} />}
      {members.length > MANY ? (
        <SearchField label={t("members.search")} value={term} onValue={setTerm} />
      ) : null}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrow keys move between the buttons inside */}
      <div ref={list} className="pl-form" {...focus.handlers}>
        {groups.map((group) => (
          <section key={group.name} aria-labelledby={`people-${group.name}`}>
            <h3 className="pl-people__title" id={`people-${group.name}`}>
              {t(`people.group.${group.name}`)}{" "}
              <span className="ui-figures">{group.people.length}</span>
            </h3>
            <ul className="ui-list">
              {group.people.slice(0, most).map((person) => (
                <Person
                  key={person.userId}
                  person={person}
                  inCall={inCall.has(person.userId)}
                  tabStop={person.userId === tabStop}
                  onMenu={(event) => openMenu(person, event)}
                />
              ))}
            </ul>
            {group.people.length > most ? (
              <Button size="small" variant="quiet" onClick={() => setMost(most + AT_ONCE)}>
                {t("members.showMore", { count: group.people.length - most })}
              </Button>
            ) : null}
          </section>
        ))}
        {wanted !== "" && groups.length === 0 ? (
          <p className="pl-muted">{t("members.nobodyFound")}</p>
        ) : null}
      </div>
      <BannedHere handle={handle} />
      {menu}
    </>
  );
}

/** Who may not come back, for those who may change that. */
function BannedHere({ handle }: { handle: PanelProps["handle"] }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const settings = useRoomSettings(handle.id);
  const [open, setOpen] = useState(false);
  if (settings === undefined || !mayLiftBans(session, settings)) return null;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="pl-people__title">{t("members.showBanned")}</summary>
      {open ? <BannedPeople settings={settings} /> : null}
    </details>
  );
}

function matches(wanted: string): (member: Member) => boolean {
  return ({ displayName, userId }) =>
    wanted === "" ||
    displayName.toLocaleLowerCase().includes(wanted) ||
    userId.toLowerCase().includes(wanted);
}

function Person({
  person,
  inCall,
  tabStop,
  onMenu,
}: {
  person: Member;
  inCall: boolean;
  tabStop: boolean;
  onMenu: (event: MouseEvent<HTMLElement>) => void;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [, navigate] = useLocation();
  const me = person.userId === session.userId;
  const staff = session.guestOf === undefined;
  const canWrite = !me && !person.isGuest && staff;
  const role = roleNameOf(person.powerLevel);
  const picture = (
    <PersonAvatar id={person.userId} name={person.displayName} mxc={person.avatarMxc} />
  );
  return (
    <li className="pl-person">
      {person.isGuest ? picture : <PresenceBadge userId={person.userId}>{picture}</PresenceBadge>}
      <span className="pl-person__name">
        {/* The menu beside it opens the card for the keyboard. */}
        <PersonButton userId={person.userId} reachable={false}>
          <PersonName person={person} />
        </PersonButton>
        {me ? <span className="pl-muted pl-small"> {t("people.you")}</span> : null}
        {role === "creator" || role === "custom" ? (
          <span className="pl-muted pl-small">
            {" "}
            {t(`members.role.${role}`, { level: person.powerLevel })}
          </span>
        ) : null}
        {inCall ? (
          <span className="pl-person__call">
            <Video aria-hidden="true" />
            {t("people.inCall")}
          </span>
        ) : null}
      </span>
      {canWrite ? (
        // The menu beside it has the same for the keyboard.
        <IconButton
          size="small"
          tabIndex={-1}
          className="pl-person__write"
          icon={<MessageSquare aria-hidden="true" />}
          label={t("people.writeTo", { name: person.displayName })}
          onClick={() => {
            void session.directRoomWith(person.userId).then((roomId) => navigate(roomPath(roomId)));
          }}
        />
      ) : null}
      {staff || !me ? (
        <button
          type="button"
          className="ui-icon-button ui-icon-button--small"
          data-entry={person.userId}
          tabIndex={tabStop ? 0 : -1}
          aria-haspopup="menu"
          aria-label={t("members.menu", { name: person.displayName })}
          onClick={onMenu}
        >
          <EllipsisVertical aria-hidden="true" />
        </button>
      ) : null}
    </li>
  );
}
