import type { Member, RoomHandle, RoomSummary } from "@plenum/matrix";
import { Button, InlineMessage } from "@plenum/ui";
import { MessageSquare, UserPlus, Video } from "lucide-react";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { roomPath } from "../routes.ts";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { groupsOf } from "./groups.ts";
import { PeoplePicker, type PickedPerson } from "./PeoplePicker.tsx";
import { PersonName } from "./PersonName.tsx";

/** Who is in the room, in which role, from which organisation; and inviting colleagues. */
export function PeoplePanel({
  handle,
  summary,
}: {
  handle: RoomHandle;
  summary: RoomSummary;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const members = useObservable(handle.members);
  const inCall = new Set(useObservable(handle.callMembers).map((entry) => entry.userId));
  const groups = useMemo(() => groupsOf(members), [members]);
  return (
    <>
      {session.guestOf === undefined && !summary.isDirect ? <InvitePeople handle={handle} /> : null}
      {groups.map((group) => (
        <section key={group.name} aria-labelledby={`people-${group.name}`}>
          <h3 className="pl-people__title" id={`people-${group.name}`}>
            {t(`people.group.${group.name}`)}{" "}
            <span className="ui-figures">{group.people.length}</span>
          </h3>
          <ul className="ui-list">
            {group.people.map((person) => (
              <Person key={person.userId} person={person} inCall={inCall.has(person.userId)} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Person({ person, inCall }: { person: Member; inCall: boolean }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [, navigate] = useLocation();
  const me = person.userId === session.userId;
  const canWrite = !me && !person.isGuest && session.guestOf === undefined;
  return (
    <li className="pl-person">
      <PersonAvatar id={person.userId} name={person.displayName} mxc={person.avatarMxc} />
      <span className="pl-person__name">
        <PersonName person={person} />
        {me ? <span className="pl-muted pl-small"> {t("people.you")}</span> : null}
        {inCall ? (
          <span className="pl-person__call">
            <Video aria-hidden="true" />
            {t("people.inCall")}
          </span>
        ) : null}
      </span>
      {canWrite ? (
        <Button
          size="small"
          variant="quiet"
          className="pl-person__write"
          icon={<MessageSquare aria-hidden="true" />}
          aria-label={t("people.writeTo", { name: person.displayName })}
          onClick={() => {
            void session.directRoomWith(person.userId).then((roomId) => navigate(roomPath(roomId)));
          }}
        >
          {t("people.write")}
        </Button>
      ) : null}
    </li>
  );
}

function InvitePeople({ handle }: { handle: RoomHandle }): ReactNode {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const [people, setPeople] = useState<readonly PickedPerson[]>([]);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();

  const invite = async (): Promise<void> => {
    setBusy(true);
    setFailed(undefined);
    let left = people;
    try {
      for (const person of people) {
        await handle.invite(person.userId);
        left = left.filter((entry) => entry !== person);
      }
      setOpen(false);
    } catch (error) {
      setFailed(t(`problem.matrix.${failureCode(error)}`));
    } finally {
      setPeople(left);
      setBusy(false);
    }
  };

  if (!open) {
    return (
      <Button icon={<UserPlus aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t("people.invite")}
      </Button>
    );
  }
  return (
    <div className="pl-form">
      <PeoplePicker label={t("people.invite")} people={people} onChange={setPeople} focusAtOnce />
      {failed === undefined ? null : <InlineMessage tone="danger">{failed}</InlineMessage>}
      <div className="pl-row">
        <Button
          variant="primary"
          disabled={people.length === 0}
          busy={busy}
          onClick={() => void invite()}
        >
          {t("people.inviteCount", { count: people.length })}
        </Button>
        <Button variant="quiet" onClick={() => setOpen(false)}>
          {t("common.cancel")}
        </Button>
      </div>
    </div>
  );
}
