import { addPerson } from "@plenum/model";
import { Button, IconButton } from "@plenum/ui";
import { UserPlus, Video } from "lucide-react";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { PersonName } from "../people/PersonName.tsx";
import { usePersonActions } from "../people/use-person-actions.ts";
import { PresenceLine } from "../presence/PresenceLine.tsx";
import { PresenceSign } from "../presence/PresenceMark.tsx";
import { usePerson, usePresence } from "../presence/use-presence.ts";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { useComing } from "../sides/use-coming.ts";
import { ComingRow } from "./ComingRow.tsx";
import { ContactMenu } from "./ContactMenu.tsx";
import { startDragging } from "./dragging.ts";
import type { NameOf, Section } from "./rows.ts";
import type { ContactsAccess } from "./use-contacts.ts";

/** One person: a click writes; calling and the rest stand beside it. */
export function ContactRow({
  userId,
  section,
  contacts,
  nameOf,
  learn,
  active,
  onActive,
}: {
  userId: string;
  section: Section;
  contacts: ContactsAccess;
  nameOf: NameOf;
  learn: (userId: string, name: string) => void;
  active: boolean;
  onActive: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { profile } = usePerson(userId);
  const presence = usePresence(userId);
  const { write, call, busy } = usePersonActions(userId);
  const coming = useComing(userId);
  const name = coming?.name ?? profile?.displayName ?? nameOf(userId);
  const known = coming?.name ?? profile?.displayName;
  useEffect(() => {
    if (known !== undefined) learn(userId, known);
  }, [userId, known, learn]);
  const person = profile ?? {
    displayName: name,
    server: userId.slice(userId.indexOf(":") + 1),
    isGuest: false,
  };
  const about = [profile?.function, profile?.organisation].filter(Boolean).join(", ");
  const tabIndex = active ? 0 : -1;
  const mayAdd = !contacts.state.view.everyone.has(userId);
  const end = mayAdd ? (
    <Button
      size="small"
      icon={<UserPlus aria-hidden="true" />}
      aria-label={t("contacts.addName", { name })}
      tabIndex={tabIndex}
      onClick={() => contacts.edit(addPerson(userId))}
    >
      {t("contacts.add")}
    </Button>
  ) : (
    <ContactMenu userId={userId} name={name} contacts={contacts} reachable={active} />
  );
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dragging has its keyboard way in the menu
    <div
      className="pl-contact"
      draggable={!mayAdd}
      onDragStart={(event) => startDragging(event, userId, section)}
      onFocus={onActive}
    >
      {coming === undefined ? (
        <>
          <button
            type="button"
            className="pl-contact__main"
            data-main
            tabIndex={tabIndex}
            aria-label={[
              t("contacts.write", { name }),
              presence === undefined ? "" : t(`presence.${presence.state}`),
            ]
              .filter((part) => part !== "")
              .join(", ")}
            aria-busy={busy === "write" || undefined}
            onClick={write}
          >
            <span className="pl-presence-at">
              <PersonAvatar id={userId} name={name} mxc={profile?.avatarMxc} size={32} />
              {presence === undefined ? null : <PresenceSign state={presence.state} />}
            </span>
            <span className="pl-contact__who">
              <PersonName person={person} />
              <span className="pl-contact__about pl-muted">
                {presence === undefined ? null : (
                  <PresenceLine presence={presence} signed={false} />
                )}
                {about === "" ? null : <span>{about}</span>}
              </span>
            </span>
          </button>
          <IconButton
            label={t("contacts.call", { name })}
            icon={<Video aria-hidden="true" />}
            tabIndex={tabIndex}
            onClick={call}
          />
        </>
      ) : (
        <ComingRow person={coming} tabIndex={tabIndex} />
      )}
      {end}
    </div>
  );
}
